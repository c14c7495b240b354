package io.tribunal.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.isolation.DecisionLogRecord.Unreadable;
import io.tribunal.core.policy.Limits;
import io.tribunal.schemas.IsolationSamples;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.avro.DeviationClass;
import io.tribunal.schemas.avro.Endorsement;
import io.tribunal.schemas.avro.MembershipChange;
import io.tribunal.schemas.avro.OrderEntry;
import io.tribunal.schemas.avro.Proposal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionLogCodecTest {
    private static final int SCHEMA_ID = 42;
    private static final Hash DEPLOYMENT = Samples.deployment();
    private static final AvroBody<OrderEntry> ENTRY = new AvroBody<>(OrderEntry.getClassSchema());

    static Stream<DecisionLogRecord.Content> contents() {
        return IsolationSamples.contents();
    }

    @ParameterizedTest
    @MethodSource("contents")
    void shouldDecodeWhatItEncoded(DecisionLogRecord.Content content) {
        byte[] value = encode(content);

        DecisionLogRecord record = DecisionLogCodec.decode(7, true, value);

        assertThat(record).isEqualTo(new DecisionLogRecord(7, content));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void shouldRefuseTruncatedAndLongerValues(DecisionLogRecord.Content content) {
        byte[] value = encode(content);

        for (int length = 0; length < value.length; length++) {
            assertThat(decode(Arrays.copyOf(value, length)))
                    .as("%s of %s bytes", length, value.length)
                    .isInstanceOf(Unreadable.class);
        }
        assertThat(decode(Arrays.copyOf(value, value.length + 1))).isInstanceOf(Unreadable.class);
    }

    @Test
    void shouldAcceptOnlyTheCanonicalEncoding() {
        Random random = new Random(1);
        List<byte[]> values = contents().map(DecisionLogCodecTest::encode).toList();

        for (int round = 0; round < 50_000; round++) {
            byte[] value = values.get(random.nextInt(values.size())).clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
            }
            DecisionLogRecord.Content content = decode(value);
            if (!(content instanceof Unreadable)) {
                assertThat(DecisionLogCodec.encode(
                                WireFormat.schemaId(value).orElseThrow(), claimedDeployment(value), content))
                        .isEqualTo(value);
            }
        }
    }

    private static Hash claimedDeployment(byte[] value) {
        return Hash.wrap(Arrays.copyOfRange(value, WireFormat.HEADER, WireFormat.HEADER + Hash.LENGTH));
    }

    @Test
    void shouldRefuseARecordWithoutABrokerTimestamp() {
        byte[] value = encode(contents().findFirst().orElseThrow());

        assertThat(DecisionLogCodec.decode(7, false, value).content())
                .isEqualTo(new Unreadable("not stamped by the broker (LogAppendTime)"));
    }

    @Test
    void shouldRefuseAMissingAndAnOversizedValue() {
        assertThat(decode(null)).isEqualTo(new Unreadable("no value"));
        assertThat(decode(new byte[DecisionLogCodec.MAX_VALUE + 1])).isInstanceOf(Unreadable.class);
        assertThat(decode(new byte[DecisionLogCodec.MAX_VALUE])).isInstanceOf(Unreadable.class);
    }

    @Test
    void shouldRefuseANonMinimalVarint() {
        DecisionLogRecord.Ratification ratification =
                new DecisionLogRecord.Ratification(3, new KeySignature("k", Bytes.wrap(new byte[64])));
        byte[] value = encode(ratification);
        int number = WireFormat.HEADER + Hash.LENGTH + 1;
        assertThat(value[number]).isEqualTo((byte) 6);

        byte[] padded = new byte[value.length + 1];
        System.arraycopy(value, 0, padded, 0, number);
        padded[number] = (byte) 0x86;
        System.arraycopy(value, number + 1, padded, number + 2, value.length - number - 1);

        assertThat(decode(padded)).isInstanceOf(Unreadable.class);
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                Arguments.of("isolated for silence", proposal(MembershipChange.ISOLATE, DeviationClass.SILENT, 0, 1)),
                Arguments.of("isolated for nothing", proposal(MembershipChange.ISOLATE, null, 0, 1)),
                Arguments.of("down for a reason", proposal(MembershipChange.DOWN, DeviationClass.WRONG, 0, 1)),
                Arguments.of("up that lifts", proposal(MembershipChange.UP, null, 3, 1)),
                Arguments.of("no such partition", proposal(MembershipChange.DOWN, null, 0, -1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void shouldRefuseProposalsThatContradictThemselves(String name, Proposal proposal) {
        OrderEntry entry = new OrderEntry(
                AvroValues.digest(DEPLOYMENT),
                new Endorsement(proposal, SignatureForm.toAvro(new KeySignature("k", Bytes.wrap(new byte[64])))));

        assertThat(decode(WireFormat.frame(SCHEMA_ID, ENTRY.encode(entry)))).isInstanceOf(Unreadable.class);
    }

    private static Proposal proposal(
            MembershipChange change, @Nullable DeviationClass grounds, long lifts, int partition) {
        return new Proposal(
                change, "e2", grounds, lifts, partition, 5L, 0L, List.of(), AvroValues.digest(Hash.ZERO), 0L);
    }

    @ParameterizedTest
    @MethodSource("contents")
    void shouldRefuseContentOfAnotherDeployment(DecisionLogRecord.Content content) {
        Hash other = Hash.sha256();

        if (content instanceof DecisionLogRecord.Ratification) {
            assertThat(DecisionLogCodec.decode(0, true, DecisionLogCodec.encode(SCHEMA_ID, other, content))
                            .content())
                    .isEqualTo(content);
        } else {
            assertThatThrownBy(() -> DecisionLogCodec.encode(SCHEMA_ID, other, content))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessageContaining("another deployment");
        }
    }

    @Test
    void shouldLeaveRoomForTheCertificateInAControlEntry() {
        byte[] largest = new byte[DecisionLogCodec.MAX_VALUE];
        KeySignature oversized = new KeySignature("k", Bytes.wrap(largest));

        assertThat(DecisionLogCodec.MAX_VALUE).isLessThan(Limits.MAX_ENTRY);
        assertThatThrownBy(() -> encode(new DecisionLogRecord.Ratification(1, oversized)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("are allowed");
    }

    private static byte[] encode(DecisionLogRecord.Content content) {
        return DecisionLogCodec.encode(SCHEMA_ID, DEPLOYMENT, content);
    }

    private static DecisionLogRecord.Content decode(byte @Nullable [] value) {
        return DecisionLogCodec.decode(7, true, value).content();
    }
}
