package io.tribunal.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TailTest {
    private static final TopicNames TOPICS = TopicNames.of("court");
    private static final TopicPartition ORDER = new TopicPartition(TOPICS.isolationEndorsements(), 0);
    private static final TopicPartition AUDIT = new TopicPartition(TOPICS.isolationAudit(), 0);
    private static final TopicPartition LATEST = new TopicPartition(TOPICS.isolationDecisions(), 0);
    private static final TopicPartition RESPONSES_0 = new TopicPartition(TOPICS.responseLog(), 0);
    private static final TopicPartition RESPONSES_1 = new TopicPartition(TOPICS.responseLog(), 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());

    @Test
    void shouldReadAllDecisionsBeforeTheFirstResponse() {
        // Given two records of the order and one response, all there at the start
        Tail tail = tail(Map.of(ORDER, 2L, RESPONSES_0, 1L));
        add(RESPONSES_0, 0);
        add(ORDER, 0);

        // When
        List<String> first = poll(tail);
        boolean before = tail.hasReadDecisions();
        add(ORDER, 1);
        List<String> second = poll(tail);

        // Then
        assertThat(first).containsExactly(ORDER + "@0");
        assertThat(before).isFalse();
        assertThat(second).containsExactly(ORDER + "@1");
        assertThat(tail.hasReadDecisions()).isTrue();
        assertThat(tail.hasRead(0)).isFalse();
        assertThat(tail.hasReadAll()).isFalse();
        assertThat(poll(tail)).containsExactly(RESPONSES_0 + "@0");
        assertThat(tail.hasRead(0)).isTrue();
        assertThat(tail.hasReadAll()).isTrue();
    }

    @Test
    void shouldHandOutDecisionsBeforeResponsesEverAfter() {
        Tail tail = tail(Map.of());
        poll(tail);
        add(RESPONSES_1, 0);
        add(LATEST, 0);
        add(RESPONSES_0, 0);
        add(AUDIT, 0);
        add(ORDER, 0);

        assertThat(poll(tail))
                .containsExactly(ORDER + "@0", AUDIT + "@0", LATEST + "@0", RESPONSES_0 + "@0", RESPONSES_1 + "@0");
    }

    @Test
    void shouldHaveReadEverythingWhereNothingIs() {
        Tail tail = tail(Map.of());

        assertThat(poll(tail)).isEmpty();
        assertThat(tail.hasReadAll()).isTrue();
    }

    private Tail tail(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> begins = new HashMap<>();
        Map<TopicPartition, Long> all = new HashMap<>();
        for (TopicPartition partition : List.of(ORDER, AUDIT, LATEST, RESPONSES_0, RESPONSES_1)) {
            begins.put(partition, 0L);
            all.put(partition, ends.getOrDefault(partition, 0L));
        }
        consumer.updateBeginningOffsets(begins);
        consumer.updateEndOffsets(all);
        return new Tail(consumer, TOPICS, 2);
    }

    private void add(TopicPartition partition, long offset) {
        consumer.addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, null));
    }

    private static List<String> poll(Tail tail) {
        return tail.poll(Duration.ZERO).stream()
                .map(record -> record.topic() + "-" + record.partition() + "@" + record.offset())
                .toList();
    }
}
