package io.tribunal.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.partition.LogContradictionException;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogDamageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Record batch for partition bank.x-3 at offset 12 is invalid, cause: Record is corrupt (stored crc = 1)",
                "Record for partition bank.x-3 at offset 12 is invalid, cause: bad length",
                "Encountered corrupt message when fetching offset 12 for topic-partition bank.x-3",
                "Failed to make progress reading messages at bank.x-3=12. Received a non-empty fetch response"
            })
    void shouldSayWhichRecordCannotBeRead(String message) {
        KafkaException failure = new KafkaException("Received exception when fetching", new KafkaException(message));

        assertThat(LogDamage.of(failure))
                .hasValueSatisfying(damage -> assertThat(damage)
                        .hasMessageStartingWith("bank.x-3@12 cannot be read")
                        .hasMessageContaining("restore")
                        .hasCause(failure));
    }

    @Test
    void shouldSayWhichOffsetsAreGone() {
        OffsetOutOfRangeException failure = new OffsetOutOfRangeException(Map.of(new TopicPartition("bank.x", 3), 12L));

        assertThat(LogDamage.of(failure))
                .hasValueSatisfying(damage -> assertThat(damage).hasMessageStartingWith("bank.x-3@12"));
    }

    @Test
    void shouldTakeAForeignGenesisAndWhatIsNamedAlreadyAsDamage() {
        LogDamagedException named = new LogDamagedException("topic bank.x is missing");

        assertThat(LogDamage.of(new IllegalStateException(named))).containsSame(named);
        assertThat(LogDamage.of(new GenesisMismatchException("it is the genesis of another")))
                .isPresent();
    }

    @Test
    void shouldTakeALogThatSignedRecordsContradictAsDamage() {
        assertThat(LogDamage.of(new LogContradictionException(new LogPosition(3, 12), "it was changed")))
                .hasValueSatisfying(damage -> assertThat(damage)
                        .hasMessageStartingWith("business-log 3@12: it was changed")
                        .hasMessageContaining("restore it from a backup"));
    }

    @Test
    void shouldNotTakeOtherFailuresAsDamage() {
        assertThat(LogDamage.of(new TimeoutException("offset 12 for topic-partition bank.x-3")))
                .isEmpty();
        assertThat(LogDamage.of(new AuthorizationException("no"))).isEmpty();
        assertThat(LogDamage.of(new IllegalStateException((String) null))).isEmpty();
    }
}
