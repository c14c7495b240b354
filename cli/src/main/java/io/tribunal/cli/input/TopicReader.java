package io.tribunal.cli.input;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.log.TopicPresence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the committed records of a topic from a chosen offset. The predicates that take the records return whether they
 * want more.
 */
public final class TopicReader implements AutoCloseable {
    private static final int FETCH_WAIT_MS = 100;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /**
     * Reads one partition, or all if none is given.
     *
     * @throws UserError if the topic or the partition does not exist
     */
    public TopicReader(TribunalConfig config, String topic, OptionalInt only) {
        consumer = new KafkaConsumer<>(new ClientSettings(config).reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS));
        partitions = existing(topic, only);
        if (partitions.isEmpty()) {
            consumer.close();
            throw new UserError(
                    ExitCode.USAGE,
                    "there is no topic " + topic + (only.isEmpty() ? "" : " with partition " + only.getAsInt()));
        }
        consumer.assign(partitions);
    }

    private List<TopicPartition> existing(String topic, OptionalInt only) {
        List<PartitionInfo> known = consumer.partitionsFor(topic, PATIENCE);
        return (known == null ? List.<PartitionInfo>of() : known)
                .stream()
                        .map(PartitionInfo::partition)
                        .filter(partition -> only.isEmpty() || only.getAsInt() == partition)
                        .sorted()
                        .map(partition -> new TopicPartition(topic, partition))
                        .toList();
    }

    /** Goes behind the last record of every partition. */
    public void seekToEnd() {
        consumer.seekToEnd(partitions);
    }

    /** Goes to an offset in every partition, or to the nearest offset that the partition has. */
    public void seek(long offset) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        partitions.forEach(partition -> consumer.seek(
                partition,
                Math.min(Math.max(offset, begins.getOrDefault(partition, 0L)), ends.getOrDefault(partition, 0L))));
    }

    /** Reads to the present end of every partition, or until the predicate wants no more. */
    public void readToEnd(Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        boolean more = true;
        while (more && !hasReached(ends)) {
            more = poll(reader);
        }
    }

    /** Reads until the predicate wants no more. */
    public void follow(Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        boolean more = true;
        while (more) {
            more = poll(reader);
        }
    }

    private boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
    }

    private boolean poll(Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        for (TopicPartition partition : partitions) {
            TopicPresence.require(consumer, partition.topic());
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (!reader.test(record)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
