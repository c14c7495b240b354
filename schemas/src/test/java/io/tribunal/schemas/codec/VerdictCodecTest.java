package io.tribunal.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.schemas.Samples;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictCodecTest {
    private static final VerdictCodec CODEC = new VerdictCodec();
    private static final Hash HASH = Hash.sha256(new byte[] {1});
    private static final Verdict.AgreedState STATE =
            new Verdict.AgreedState(HASH, HASH.bytes(), Samples.response(1).writes());

    static Stream<Verdict.Outcome> outcomes() {
        return Stream.of(
                new Verdict.Agreed(Status.OK, "text/plain", Bytes.EMPTY, HASH, Optional.of(STATE)),
                new Verdict.Agreed(Status.REFUSED, "", Bytes.utf8("x"), HASH, Optional.empty()),
                new Verdict.Split(Optional.of(new Verdict.AgreedState(HASH, Bytes.EMPTY, List.of()))),
                new Verdict.Split(Optional.empty()),
                new Verdict.Overdue(),
                new Verdict.Rejected(Rejection.REPLAYED, "seen at 3", Optional.of(3L)),
                new Verdict.Rejected(Rejection.MALFORMED, "", Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void shouldReadBackEveryOutcomeWithoutLoss(Verdict.Outcome outcome) {
        Verdict verdict = verdict(outcome);

        assertThat(VerdictCodec.decode(CODEC.encode(verdict))).isEqualTo(verdict);
        assertThat(VerdictCodec.decodeFramed(CODEC.frame(9, verdict))).isEqualTo(verdict);
        assertThat(CODEC.encode(verdict)).isEqualTo(CODEC.encode(verdict(outcome)));
    }

    @Test
    void shouldRefuseFieldsThatDoNotGoWithTheOutcome() {
        var agreed = VerdictForm.toAvro(verdict(outcomes().findFirst().orElseThrow()));
        var builder = io.tribunal.schemas.avro.Verdict.newBuilder(agreed);
        var avro = new AvroBody<io.tribunal.schemas.avro.Verdict>(agreed.getSchema());

        Bytes overdueWithOutput = Bytes.wrap(avro.encode(
                builder.setOutcome(io.tribunal.schemas.avro.Outcome.OVERDUE).build()));
        Bytes rejectedWithoutReason = Bytes.wrap(avro.encode(
                builder.setOutcome(io.tribunal.schemas.avro.Outcome.REJECTED).build()));

        assertThatThrownBy(() -> VerdictCodec.decode(overdueWithOutput))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("fields that do not go with the outcome");
        assertThatThrownBy(() -> VerdictCodec.decode(rejectedWithoutReason)).hasMessage("reason missing");
    }

    @Test
    void shouldRefuseAnythingElseWithAnIllegalArgument() {
        byte[] good =
                CODEC.encode(verdict(outcomes().findFirst().orElseThrow())).array();
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                Verdict decoded = VerdictCodec.decode(Bytes.wrap(bad));
                assertThat(CODEC.encode(decoded)).isEqualTo(Bytes.wrap(bad));
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageMatching(".+");
            }
        }
    }

    @Test
    void shouldReadBackDeviationsWithoutLoss() {
        DeviationCodec codec = new DeviationCodec();
        for (Deviation.Kind kind : Deviation.Kind.values()) {
            Deviation deviation = deviation(kind);
            assertThat(DeviationCodec.decode(codec.encode(deviation))).isEqualTo(deviation);
            assertThat(DeviationCodec.decodeFramed(codec.frame(0, deviation))).isEqualTo(deviation);
        }
    }

    @Test
    void shouldHaveTheSameNamesInTheSchemasAsInCore() {
        assertSameNames(Rejection.class, io.tribunal.schemas.avro.Rejection.class);
        assertSameNames(Difference.class, io.tribunal.schemas.avro.Difference.class);
        assertSameNames(Deviation.Kind.class, io.tribunal.schemas.avro.DeviationKind.class);
        assertSameNames(Role.class, io.tribunal.schemas.avro.Role.class);
        assertSameNames(Status.class, io.tribunal.schemas.avro.Status.class);
    }

    private static <A extends Enum<A>, B extends Enum<B>> void assertSameNames(Class<A> core, Class<B> avro) {
        assertThat(EnumSet.allOf(core).stream().map(Enum::name).toList())
                .isEqualTo(EnumSet.allOf(avro).stream().map(Enum::name).toList());
    }

    private static Deviation deviation(Deviation.Kind kind) {
        boolean silent = kind == Deviation.Kind.SILENT;
        return new Deviation(
                kind,
                new ExecutorId("e1"),
                new LogPosition(1, 2),
                HASH,
                silent,
                Difference.OUTPUT,
                silent ? Optional.empty() : Optional.of(5L),
                3,
                HASH.bytes(),
                Bytes.EMPTY,
                8,
                silent ? Optional.empty() : Optional.of(40L));
    }

    private static Verdict verdict(Verdict.Outcome outcome) {
        List<Bytes> responses = Samples.responses(3);
        ResponseBatch.Header header = Samples.header(responses);
        Verdict.ResponseCertificate certificate = new Verdict.ResponseCertificate(
                Samples.signed(header), responses.get(1), 1, Arrays.asList(HASH, Hash.ZERO));
        return new Verdict(
                4,
                HASH,
                new LogPosition(3, 1L << 40),
                HASH,
                Optional.of(Samples.request(1).requestId()),
                Optional.of(Samples.CLIENT_ID),
                outcome,
                !(outcome instanceof Verdict.Overdue),
                List.of(new ExecutorId("e1"), new ExecutorId("e2")),
                2,
                List.of(
                        new Verdict.Supporter(new ExecutorId("e1"), 7, 1, HASH, Optional.of(certificate)),
                        new Verdict.Supporter(new ExecutorId("e2"), 8, 0, HASH, Optional.empty())),
                List.of(new Verdict.Dissenter(new ExecutorId("e3"), 9, 2, HASH, Difference.PRE_STATE)),
                List.of(new ExecutorId("e4")),
                11,
                1_234);
    }
}
