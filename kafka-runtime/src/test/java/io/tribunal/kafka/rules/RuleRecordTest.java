package io.tribunal.kafka.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that state no rule; those that do are in the tests of their readers. */
class RuleRecordTest {
    private static RuleRecord read(byte[] key, byte[] value) {
        return RuleRecord.of(new ConsumerRecord<>("test.rules", 0, 5, key, value));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "-1", "01", "+1", "1 ", "1.0", "genesis", "9223372036854775808", "99999999999999999999", "١"
            })
    void shouldAcceptOnlyDecimalNumbersAsKeys(String key) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        assertThat(read(bytes, new byte[] {1}))
                .isEqualTo(new RuleRecord.Unusable(OptionalLong.empty(), "the key is no number"));
    }

    @Test
    void shouldNameTheNumberOfAnUnreadableRecordAndOfATombstone() {
        assertThat(read(RuleRecord.key(3), new byte[] {1}))
                .isInstanceOfSatisfying(
                        RuleRecord.Unusable.class,
                        unusable -> assertThat(unusable.number()).hasValue(3));
        assertThat(read(RuleRecord.key(3), null))
                .isInstanceOfSatisfying(
                        RuleRecord.Unusable.class,
                        unusable -> assertThat(unusable.number()).hasValue(3));
    }

    @Test
    void shouldTellTheListOfTopicsFromRules() {
        assertThat(read(RuleRecord.topicsKey(), new byte[] {1})).isEqualTo(new RuleRecord.TopicList());
        assertThat(read(RuleRecord.topicsKey(), null)).isEqualTo(new RuleRecord.TopicList());
    }

    @Test
    void shouldWriteNumbersInDecimal() {
        assertThat(RuleRecord.key(RuleRecord.GENESIS)).asString().isEqualTo("0");
        assertThat(RuleRecord.key(12_345)).asString().isEqualTo("12345");
    }
}
