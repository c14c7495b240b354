package io.tribunal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.log.Genesis;
import io.tribunal.ingest.check.VerdictFixture;
import io.tribunal.schemas.signing.Ed25519;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RulesReaderTest {
    private static final TopicPartition RULES = new TopicPartition(RuleFixture.TOPIC, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RuleFixture rules = new RuleFixture();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    private final RulesReader reader =
            new RulesReader(consumer, RuleFixture.TOPIC, rules.deployment(), Ed25519.verifier());

    private void topicHolds(List<ConsumerRecord<byte[], byte[]>> records) {
        consumer.updateBeginningOffsets(Map.of(RULES, 0L));
        consumer.updateEndOffsets(Map.of(RULES, (long) records.size()));
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    }

    private static Genesis notAsked() {
        throw new AssertionError("business-log is not read");
    }

    private boolean isRevoked(String executor) {
        return reader.trust()
                .registry()
                .find(VerdictFixture.key(executor).keyId())
                .isEmpty();
    }

    @Test
    void shouldReadTheTopicToItsEndAndThenWhatIsNew() {
        topicHolds(List.of(rules.genesis(), rules.decision(1)));
        reader.readToEnd(PATIENCE, RulesReaderTest::notAsked);
        assertThat(isRevoked("e1")).isTrue();

        consumer.addRecord(rules.decision(2));
        reader.readNew();

        assertThat(isRevoked("e2")).isTrue();
    }

    @Test
    void shouldTakeGenesisFromBusinessLogWhenTheTopicHasOnlyAForgedOne() {
        topicHolds(List.of(rules.decision(1), rules.otherGenesis()));

        reader.readToEnd(PATIENCE, () -> rules.verdicts().trust().genesis());

        assertThat(reader.trust().deployment()).isEqualTo(rules.deployment());
        assertThat(isRevoked("e1")).isTrue();
    }

    @Test
    void shouldBeginWithAnEmptyTopic() {
        topicHolds(List.of());

        reader.readToEnd(PATIENCE, () -> rules.verdicts().trust().genesis());

        assertThat(reader.trust()).isEqualTo(rules.verdicts().trust());
    }

    @Test
    void shouldNotStopAtRecordsThatHoldNoRule() {
        topicHolds(List.of(
                rules.record("1", new byte[] {0}),
                rules.record("x", rules.decisionValue(1)),
                rules.genesis(),
                rules.decision(1, VerdictFixture.key("e1"), 2),
                rules.record("1", new byte[(1 << 20) + 1]),
                rules.decision(1)));

        reader.readToEnd(PATIENCE, RulesReaderTest::notAsked);

        assertThat(isRevoked("e1")).isTrue();
        assertThat(isRevoked("e2")).isFalse();
    }

    @Test
    void shouldReadTheTopicAgainWhenWaitingDecisionsDidNotFit() {
        // Given decisions of 900 KiB each in descending order: eight of them may wait
        byte[] padding = new byte[900 << 10];
        List<ConsumerRecord<byte[], byte[]>> descending = IntStream.iterate(5, number -> number - 1)
                .limit(5)
                .mapToObj(rules::decision)
                .map(record -> sized(record, padding.length * 4))
                .toList();
        topicHolds(descending);
        reader.readToEnd(PATIENCE, () -> rules.verdicts().trust().genesis());
        assertThat(isRevoked("e3")).isFalse();

        // When
        for (int rereading = 0; rereading < 5; rereading++) {
            reader.readNew();
            descending.forEach(consumer::addRecord);
        }
        reader.readNew();

        // Then
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(number -> "e" + number)).allMatch(this::isRevoked);
    }

    /** The same record with another length, so that a test need not hold so many bytes. */
    private static ConsumerRecord<byte[], byte[]> sized(ConsumerRecord<byte[], byte[]> record, int bytes) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                bytes,
                record.key(),
                record.value(),
                record.headers(),
                record.leaderEpoch());
    }

    @Test
    void shouldGiveUpOnATopicThatDoesNotDeliver() {
        consumer.updateBeginningOffsets(Map.of(RULES, 0L));
        consumer.updateEndOffsets(Map.of(RULES, 1L));

        assertThatThrownBy(() -> reader.readToEnd(Duration.ZERO, RulesReaderTest::notAsked))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining(RuleFixture.TOPIC);
    }
}
