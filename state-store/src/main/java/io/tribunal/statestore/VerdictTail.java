package io.tribunal.statestore;

import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads the committed verdicts of all partitions from the beginning. Not safe for use by several threads but for {@link #wakeUp}. */
final class VerdictTail implements AutoCloseable {
    private static final int FETCH_WAIT_MS = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    VerdictTail(TribunalConfig config) {
        String topic = TopicNames.of(config.namespace()).verdicts();
        Map<String, Object> settings = new ClientSettings(config).reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS);
        consumer = new KafkaConsumer<>(settings);
        try {
            partitions = partitions(consumer, topic);
        } catch (KafkaException unreachable) {
            consumer.close();
            throw unreachable;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> known = consumer.partitionsFor(topic, PATIENCE);
        if (known == null || known.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic + "; check tribunal.namespace");
        }
        return known.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    int partitions() {
        return partitions.size();
    }

    /** Where each partition ends for committed readers now. */
    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions, PATIENCE);
    }

    boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
    }

    /** Folds what has come, waiting for it as long as given. */
    void foldInto(CommittedState state, Duration wait) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            state.fold(record.partition(), record.offset(), record.value());
        }
    }

    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
