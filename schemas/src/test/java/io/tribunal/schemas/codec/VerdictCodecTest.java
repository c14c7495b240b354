package io.tribunal.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Status;
import io.tribunal.schemas.DecisionSamples;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictCodecTest {
    private static final VerdictCodec CODEC = new VerdictCodec();

    static Stream<Verdict.Outcome> outcomes() {
        return DecisionSamples.outcomes();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void shouldDecodeEveryEncodedOutcome(Verdict.Outcome outcome) {
        Verdict verdict = DecisionSamples.verdict(outcome);

        assertThat(VerdictCodec.decode(CODEC.encode(verdict))).isEqualTo(verdict);
        assertThat(VerdictCodec.decodeFramed(CODEC.frame(9, verdict))).isEqualTo(verdict);
        assertThat(CODEC.encode(verdict)).isEqualTo(CODEC.encode(DecisionSamples.verdict(outcome)));
    }

    @Test
    void shouldRefuseFieldsThatDoNotMatchTheOutcome() {
        var agreed = VerdictForm.toAvro(
                DecisionSamples.verdict(outcomes().findFirst().orElseThrow()));
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
    void shouldRefuseAnythingElseAsMalformed() {
        byte[] good = CODEC.encode(
                        DecisionSamples.verdict(outcomes().findFirst().orElseThrow()))
                .array();
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                Verdict decoded = VerdictCodec.decode(Bytes.wrap(bad));
                assertThat(CODEC.encode(decoded)).isEqualTo(Bytes.wrap(bad));
            } catch (MalformedRecordException expected) {
                assertThat(expected).hasMessageMatching(".+");
            }
        }
    }

    @Test
    void shouldRefuseTombstonesAndUnframedValues() {
        assertThatThrownBy(() -> VerdictCodec.decodeFramed(null))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("no value");
        assertThatThrownBy(() -> VerdictCodec.decodeFramed(new byte[3])).isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> DeviationCodec.decodeFramed(null)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void shouldDecodeEncodedDeviations() {
        DeviationCodec codec = new DeviationCodec();
        for (Deviation.Kind kind : Deviation.Kind.values()) {
            Deviation deviation = DecisionSamples.deviation(kind);
            assertThat(DeviationCodec.decode(codec.encode(deviation))).isEqualTo(deviation);
            assertThat(DeviationCodec.decodeFramed(codec.frame(0, deviation))).isEqualTo(deviation);
        }
    }

    @Test
    void shouldHaveTheSameEnumNamesInSchemasAndCore() {
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
}
