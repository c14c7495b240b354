package io.tribunal.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.BusinessRecord.Entry;
import io.tribunal.core.log.BusinessRecord.StrayGenesis;
import io.tribunal.core.log.BusinessRecord.Unreadable;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Payload;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessCodecTest {
    private static final LogPosition POSITION = new LogPosition(2, 7);

    static Stream<Payload> payloads() {
        return Stream.of(
                Samples.genesis(),
                Samples.request(1),
                Samples.control(new Action.RegisterKey(Samples.registered(Samples.key("new"), Role.CLIENT, "new"))),
                Samples.control(new Action.RevokeKey(new KeyId("k1"))),
                Samples.control(new Action.ChangePolicy(Samples.policy())),
                Samples.control(new Action.ChangePolicy(Samples.policy()
                        .withAdjudication(Adjudication.BEHAVIOUR_STATE, Optional.of(Samples.behaviour())))),
                Samples.control(new Action.VoidState(3, 4711, Hash.sha256())));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void shouldDecodeWhatItEncoded(Payload payload) {
        SignedEnvelope envelope = new EnvelopeSigner(Samples.ROOT).sign(payload.type(), PayloadCodec.encode(payload));

        byte[] value = BusinessCodec.encode(42, envelope);
        BusinessRecord record = BusinessCodec.decode(POSITION, 1_234, true, value);

        assertThat(record.position()).isEqualTo(POSITION);
        assertThat(record.appendTime()).isEqualTo(1_234);
        assertThat(record.valueHash()).isEqualTo(Hash.sha256(value));
        assertThat(whole(record.content())).isEqualTo(new Entry(envelope, PayloadCodec.fingerprint(payload), payload));
    }

    /** A genesis in the schema that names the version of its rules. */
    private static byte[] named(Bytes payload) {
        return BusinessCodec.encode(
                0, new EnvelopeSigner(Samples.ROOT).sign(Samples.genesis().type(), payload));
    }

    @Test
    void shouldReadAGenesisThatNamesItsRulesWhereTheDeploymentsOwnMayStandOnly() {
        Genesis genesis = Samples.genesis(RulesVersion.LATEST);
        byte[] value = named(PayloadCodec.encode(genesis));
        LogPosition first = new LogPosition(2, 0);

        assertThat(BusinessCodec.decode(first, 5, true, value).content())
                .isInstanceOfSatisfying(
                        Entry.class, entry -> assertThat(entry.payload()).isEqualTo(genesis));
        assertThat(BusinessCodec.decodeRule(POSITION, 5, true, value).content())
                .isEqualTo(BusinessCodec.decode(first, 5, true, value).content());
        assertUnreadable(value, "schema fingerprint 72b02795f2645056 where 19766d807c17f33c is due");
    }

    @Test
    void shouldRefuseEveryGenesisThatNamesItsRulesInTheSameWordsAfterOffsetZero() {
        Bytes payload = PayloadCodec.encode(Samples.genesis(RulesVersion.LATEST));
        for (int length = 10; length < payload.length(); length++) {
            assertUnreadable(
                    named(Bytes.wrap(Arrays.copyOf(payload.array(), length))),
                    "schema fingerprint 72b02795f2645056 where 19766d807c17f33c is due");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, Integer.MAX_VALUE})
    void shouldReadAVersionOfTheRulesThatItDoesNotKnow(int number) {
        Genesis later = Samples.genesis(new RulesVersion(number));

        assertThat(PayloadCodec.decodeFirst(later.type(), PayloadCodec.encode(later)))
                .isEqualTo(later);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "02"})
    void shouldRefuseToNameTheFirstVersionOrNone(String version) {
        String second =
                PayloadCodec.encode(Samples.genesis(RulesVersion.LATEST)).toHex();
        Bytes payload = Bytes.hex(second.substring(0, second.length() - 2) + version);

        assertThatThrownBy(() -> PayloadCodec.decodeFirst(Samples.genesis().type(), payload))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("rulesVersion not above 1");
    }

    @Test
    void shouldDecodeBatchedEnvelopes() {
        List<Bytes> payloads = Stream.of(1L, 2L, 3L)
                .map(sequence -> PayloadCodec.encode(Samples.request(sequence)))
                .toList();

        List<SignedEnvelope> envelopes =
                new EnvelopeSigner(Samples.CLIENT).signBatch(Samples.request(1).type(), payloads);

        assertThat(envelopes)
                .allSatisfy(envelope -> assertThat(content(BusinessCodec.encode(0, envelope)))
                        .isInstanceOfSatisfying(
                                Entry.class,
                                entry -> assertThat(entry.envelope()).isEqualTo(envelope)));
    }

    @Test
    void shouldRecoverTheActionBytesThatWereSigned() {
        Control control = Samples.control(new Action.ChangePolicy(Samples.policy()));

        Control decoded = (Control) PayloadCodec.decode(control.type(), PayloadCodec.encode(control));

        assertThat(decoded.decision().subject().signedBytes())
                .isEqualTo(control.decision().subject().signedBytes());
        assertThat(decoded.decision().hash()).isEqualTo(control.decision().hash());
    }

    @Test
    void shouldIncludeEveryPayloadSchemaInTheFingerprints() {
        assertThat(PayloadCodec.fingerprints()).hasSize(5).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldReportARecordWithoutValueTimestampOrFrameAsUnreadable() {
        byte[] good = BusinessCodec.encode(0, Samples.signed(Samples.request(1)));
        byte[] magic = good.clone();
        magic[0] = 1;

        assertUnreadable(null, "no value");
        assertThat(BusinessCodec.decode(POSITION, 5, false, good).content())
                .isEqualTo(new Unreadable("not stamped by the broker (LogAppendTime)"));
        assertUnreadable(new byte[Limits.MAX_ENTRY + 1], "1048577 bytes, 1048576 are allowed");
        assertUnreadable(magic, "no 0x00 and schema id before the body");
        assertUnreadable(new byte[4], "no 0x00 and schema id before the body");
        assertUnreadable(new byte[5], "payloadType: ends early");
    }

    @Test
    void shouldReportAnEnvelopeWhoseTypeDoesNotMatchItsPayloadAsUnreadable() {
        SignedEnvelope request = Samples.signed(Samples.request(1));

        assertUnreadable(withType(request, "application/vnd.tribunal.control.v1+avro"), "schema fingerprint");
        assertUnreadable(withType(request, "application/vnd.tribunal.response-batch.v1+avro"), "no business entry");
        assertUnreadable(withType(request, "text/plain"), "payloadType unknown");
    }

    @Test
    void shouldNeverThrowForAnyFlippedBitOrTruncation() {
        byte[] good = BusinessCodec.encode(0, Samples.signed(Samples.request(1)));

        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            BusinessRecord.Content content = content(bad);
            if (content instanceof Entry entry) {
                assertThat(BusinessCodec.encode(0, entry.envelope()))
                        .describedAs("canonical, bit %s", bit)
                        .isEqualTo(withIdZero(bad));
            }
        }
        for (int length = 0; length < good.length; length++) {
            assertThat(content(Arrays.copyOf(good, length))).isInstanceOf(Unreadable.class);
        }
        assertUnreadable(Arrays.copyOf(good, good.length + 1), "1 trailing bytes");
    }

    @Test
    void shouldNeverThrowForRandomBytes() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            if (noise.length > 0) {
                noise[0] = 0;
            }
            assertThat(content(noise)).isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void shouldRefuseToEncodeWhatNoReaderAccepts() {
        Genesis good = Samples.genesis();
        Genesis descending = new Genesis(
                good.deployment(),
                good.service(),
                good.partitions(),
                good.executors().reversed(),
                good.validators(),
                good.keys(),
                good.rootThreshold(),
                good.policy(),
                good.rulesVersion());

        assertThatThrownBy(() -> PayloadCodec.encode(descending))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("executors not ascending at 1");
    }

    private static byte[] withIdZero(byte[] value) {
        byte[] same = value.clone();
        Arrays.fill(same, 1, 5, (byte) 0);
        return same;
    }

    private static byte[] withType(SignedEnvelope envelope, String type) {
        return BusinessCodec.encode(
                0,
                new SignedEnvelope(type, envelope.payload(), envelope.keyId(), envelope.signature(), Optional.empty()));
    }

    private static void assertUnreadable(byte @Nullable [] value, String detail) {
        assertThat(whole(BusinessCodec.decode(POSITION, 5, true, value).content()))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.detail()).contains(detail));
    }

    /** The content, which for a genesis that stands elsewhere is the same with valid keys as without a look at them. */
    private static BusinessRecord.Content whole(BusinessRecord.Content content) {
        if (content instanceof StrayGenesis stray) {
            assertThat(stray.validated().get()).isEqualTo(stray.unvalidated());
            return stray.unvalidated();
        }
        return content;
    }

    private static BusinessRecord.Content content(byte[] value) {
        return BusinessCodec.decode(POSITION, 5, true, value).content();
    }
}
