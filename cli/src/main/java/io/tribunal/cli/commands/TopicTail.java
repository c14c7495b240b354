package io.tribunal.cli.commands;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
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

/** Reads the committed records of a topic from a chosen place, to its present end or for ever. */
final class TopicTail implements AutoCloseable {
    private static final int FETCH_WAIT_MS = 100;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** The tail of one partition, or of all. */
    TopicTail(TribunalConfig config, String topic, OptionalInt only) {
        consumer = new KafkaConsumer<>(new ClientSettings(config).reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS));
        List<PartitionInfo> known = consumer.partitionsFor(topic, PATIENCE);
        partitions = (known == null ? List.<PartitionInfo>of() : known)
                .stream()
                        .map(PartitionInfo::partition)
                        .filter(partition -> only.isEmpty() || only.getAsInt() == partition)
                        .sorted()
                        .map(partition -> new TopicPartition(topic, partition))
                        .toList();
        if (partitions.isEmpty()) {
            consumer.close();
            throw new UserError(
                    ExitCode.USAGE,
                    "there is no topic " + topic + (only.isEmpty() ? "" : " with partition " + only.getAsInt()));
        }
        consumer.assign(partitions);
    }

    void seekToEnd() {
        consumer.seekToEnd(partitions);
    }

    /** Goes to an offset in every partition, or to what is left of the log after it. */
    void seek(long offset) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        partitions.forEach(partition -> consumer.seek(
                partition,
                Math.min(Math.max(offset, begins.getOrDefault(partition, 0L)), ends.getOrDefault(partition, 0L))));
    }

    /** Reads to the end as it is now, or until the reader has had enough: it answers whether it wants more. */
    void readToEnd(Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (!reader.test(record)) {
                    return;
                }
            }
        }
    }

    /** Reads until the reader has had enough, or the process ends. */
    void follow(Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        while (true) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (!reader.test(record)) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
