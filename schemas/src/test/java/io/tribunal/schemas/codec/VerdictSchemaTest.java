package io.tribunal.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.schemas.avro.Verdict;
import io.tribunal.schemas.topic.Topic;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** The schema of verdicts as tools see it: a reader of this release reads verdicts of earlier ones. */
class VerdictSchemaTest {
    /** CRC-64-AVRO of the schema before SEQUENCE_TOO_OLD was a reason. */
    private static final long BEFORE_TOO_OLD = 0x3f4b2cef3e0d2491L;

    @Test
    void shouldReadVerdictsWrittenBeforeSequenceTooOldWasAReason() {
        Schema now = TopicSchemas.of(Topic.VERDICTS).orElseThrow();
        Schema before = new Schema.Parser().parse(now.toString().replace(",\"SEQUENCE_TOO_OLD\"", ""));

        assertThat(SchemaNormalization.parsingFingerprint64(before)).isEqualTo(BEFORE_TOO_OLD);
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(now, before)
                        .getType())
                .isEqualTo(SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE);
    }

    @Test
    void shouldNumberReasonsAsCoreDoes() {
        Schema reason =
                Verdict.getClassSchema().getField("reason").schema().getTypes().get(1);

        assertThat(reason.getEnumSymbols())
                .isEqualTo(
                        Arrays.stream(Rejection.values()).map(Rejection::name).toList());
    }
}
