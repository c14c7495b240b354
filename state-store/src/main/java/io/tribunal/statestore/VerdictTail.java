package io.tribunal.statestore;

import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.log.FetchAgain;
import io.tribunal.kafka.log.TopicPresence;
import io.tribunal.schemas.topic.TopicNames;
import io.tribunal.statestore.state.CommittedState;
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

/** Reads the committed verdicts of all partitions from the beginning. Only {@link #wakeUp} is thread-safe. */
final class VerdictTail implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final List<TopicPartition> partitions;

    VerdictTail(TribunalConfig config) {
        this(consumer(config), TopicNames.of(config.namespace()).verdicts());
    }

    private static Consumer<byte[], byte[]> consumer(TribunalConfig config) {
        return new KafkaConsumer<>(new ClientSettings(config).bulkReader(IsolationLevel.READ_COMMITTED));
    }

    /** Reads with that consumer; {@link #close} closes it. */
    VerdictTail(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
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
            throw new UnknownTopicOrPartitionException("topic " + topic + " does not exist; check tribunal.namespace");
        }
        return known.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    int partitions() {
        return partitions.size();
    }

    /** The current end of each partition for read-committed consumers. */
    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions, PATIENCE);
    }

    boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
    }

    /**
     * Drops what was fetched, and fetches from where the reading stands.
     *
     * @return the current ends
     */
    Map<TopicPartition, Long> again() {
        TopicPresence.require(consumer, topic);
        FetchAgain.from(consumer, PATIENCE);
        return ends();
    }

    /**
     * Folds the next records; waits up to {@code timeout} for them.
     *
     * @throws io.tribunal.kafka.log.LogDamagedException when the topic was deleted
     */
    void foldInto(CommittedState state, Duration timeout) {
        TopicPresence.require(consumer, topic);
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
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
