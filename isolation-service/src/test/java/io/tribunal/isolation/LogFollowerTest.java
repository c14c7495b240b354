package io.tribunal.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogFollowerTest {
    private static final TopicNames TOPICS = TopicNames.of("test");
    private static final TopicPartition DECISION_LOG = new TopicPartition(TOPICS.isolationEndorsements(), 0);
    private static final TopicPartition AUDIT = new TopicPartition(TOPICS.isolationAudit(), 0);
    private static final TopicPartition LATEST = new TopicPartition(TOPICS.isolationDecisions(), 0);
    private static final TopicPartition RULES = new TopicPartition(TOPICS.rules(), 0);
    private static final TopicPartition CHECKPOINTS = new TopicPartition(TOPICS.checkpoints(), 0);
    private static final TopicPartition RESPONSES_0 = new TopicPartition(TOPICS.responseLog(), 0);
    private static final TopicPartition RESPONSES_1 = new TopicPartition(TOPICS.responseLog(), 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());

    @Test
    void shouldReadAllDecisionsBeforeTheFirstResponse() {
        // Given two records of the decision log and one response at the start
        LogFollower follower = follower(Map.of(DECISION_LOG, 2L, RESPONSES_0, 1L));
        add(RESPONSES_0, 0);
        add(DECISION_LOG, 0);

        // When
        List<String> first = poll(follower);
        boolean before = follower.hasReadDecisions();
        add(DECISION_LOG, 1);
        List<String> second = poll(follower);

        // Then
        assertThat(first).containsExactly(DECISION_LOG + "@0");
        assertThat(before).isFalse();
        assertThat(second).containsExactly(DECISION_LOG + "@1");
        assertThat(follower.hasReadDecisions()).isTrue();
        assertThat(follower.hasRead(0)).isFalse();
        assertThat(follower.hasReadAll()).isFalse();
        assertThat(poll(follower)).containsExactly(RESPONSES_0 + "@0");
        assertThat(follower.hasRead(0)).isTrue();
        assertThat(follower.hasReadAll()).isTrue();
    }

    @Test
    void shouldReturnDecisionsBeforeResponses() {
        LogFollower follower = follower(Map.of());
        poll(follower);
        add(RESPONSES_1, 0);
        add(LATEST, 0);
        add(CHECKPOINTS, 0);
        add(RULES, 0);
        add(RESPONSES_0, 0);
        add(AUDIT, 0);
        add(DECISION_LOG, 0);

        assertThat(poll(follower))
                .containsExactly(
                        DECISION_LOG + "@0",
                        AUDIT + "@0",
                        LATEST + "@0",
                        RULES + "@0",
                        CHECKPOINTS + "@0",
                        RESPONSES_0 + "@0",
                        RESPONSES_1 + "@0");
    }

    @Test
    void shouldHaveReadAllOfEmptyLogs() {
        LogFollower follower = follower(Map.of());

        assertThat(poll(follower)).isEmpty();
        assertThat(follower.hasReadAll()).isTrue();
    }

    private LogFollower follower(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> begins = new HashMap<>();
        Map<TopicPartition, Long> all = new HashMap<>();
        for (TopicPartition partition : followed()) {
            begins.put(partition, 0L);
            all.put(partition, ends.getOrDefault(partition, 0L));
        }
        consumer.updateBeginningOffsets(begins);
        consumer.updateEndOffsets(all);
        followed().forEach(partition -> present(partition.topic()));
        return new LogFollower(consumer, TOPICS, 2);
    }

    private void present(String topic) {
        consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
    }

    @Test
    void shouldNoticeThatATopicWasDeleted() {
        LogFollower follower = follower(Map.of());
        poll(follower);
        consumer.updatePartitions(TOPICS.responseLog(), List.of());

        assertThatThrownBy(() -> poll(follower))
                .isInstanceOf(LogDamagedException.class)
                .hasMessageContaining(TOPICS.responseLog());
    }

    private static List<TopicPartition> followed() {
        return List.of(DECISION_LOG, AUDIT, LATEST, RULES, CHECKPOINTS, RESPONSES_0, RESPONSES_1);
    }

    private void add(TopicPartition partition, long offset) {
        consumer.addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, null));
    }

    private static List<String> poll(LogFollower follower) {
        return follower.poll(Duration.ZERO).stream()
                .map(record -> record.topic() + "-" + record.partition() + "@" + record.offset())
                .toList();
    }
}
