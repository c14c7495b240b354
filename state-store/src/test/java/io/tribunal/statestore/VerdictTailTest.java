package io.tribunal.statestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.statestore.state.CommittedState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerdictTailTest {
    private static final String TOPIC = "bank.verdicts";
    private static final TopicPartition ONLY = new TopicPartition(TOPIC, 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final CommittedState state = new CommittedState(1);

    @BeforeEach
    void hold() {
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(ONLY, 0L));
        consumer.updateEndOffsets(Map.of(ONLY, 2L));
    }

    private void deliver(long offset) {
        consumer.schedulePollTask(
                () -> consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, null, new byte[] {1})));
    }

    @Test
    void shouldGoOnWhereADamagedRecordWasMended() {
        VerdictTail tail = new VerdictTail(consumer, TOPIC);
        deliver(0);
        tail.foldInto(state, Duration.ZERO);
        consumer.setPollException(new KafkaException("bad CRC"));
        assertThatThrownBy(() -> tail.foldInto(state, Duration.ZERO)).isInstanceOf(KafkaException.class);

        Map<TopicPartition, Long> ends = tail.again();
        assertThat(tail.hasReached(ends)).isFalse();
        deliver(1);
        tail.foldInto(state, Duration.ZERO);

        assertThat(tail.hasReached(ends)).isTrue();
    }

    @Test
    void shouldNoticeThatTheVerdictsWereDeleted() {
        VerdictTail tail = new VerdictTail(consumer, TOPIC);
        consumer.updatePartitions(TOPIC, List.of());

        assertThatThrownBy(() -> tail.foldInto(state, Duration.ZERO))
                .isInstanceOf(LogDamagedException.class)
                .hasMessageContaining(TOPIC);
    }

    @Test
    void shouldNotBeginWithoutVerdicts() {
        consumer.updatePartitions(TOPIC, List.of());

        assertThatThrownBy(() -> new VerdictTail(consumer, TOPIC)).isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThat(consumer.closed()).isTrue();
    }
}
