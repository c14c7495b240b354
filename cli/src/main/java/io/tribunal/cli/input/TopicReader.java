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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads the committed records of a topic from a chosen offset. The predicates that take the records return whether they
 * want more.
 */
public final class TopicReader implements AutoCloseable {
    private static final int FETCH_WAIT_MS = 100;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private long read;

    /**
     * Reads one partition, or all if none is given.
     *
     * @throws UserError with exit code 7 if the topic or the partition does not exist
     * @throws GenesisMismatchException if the log is that of another deployment
     */
    public TopicReader(TribunalConfig config, String topic, OptionalInt only) {
        DeploymentLogs.genesis(config);
        consumer = new KafkaConsumer<>(new ClientSettings(config).reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS));
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        int count = known == null ? 0 : known.size();
        if (count == 0 || only.orElse(0) >= count) {
            consumer.close();
            throw new UserError(
                    ExitCode.NOT_FOUND,
                    count == 0
                            ? "there is no topic " + topic + " at " + config.bootstrapServers()
                            : "there is no partition " + only.orElse(0) + "; " + topic + " has 0 to " + (count - 1));
        }
        partitions = IntStream.range(0, count)
                .filter(partition -> only.isEmpty() || only.getAsInt() == partition)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
    }

    /** Goes behind the last record of every partition. */
    public void seekToEnd() {
        consumer.seekToEnd(partitions);
    }

    /**
     * Goes to an offset in every partition, or to the nearest offset that the partition has.
     *
     * @throws UserError with exit code 7 if every partition ends before it
     */
    public void seek(long offset) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        if (ends.values().stream().allMatch(end -> offset > end)) {
            throw new UserError(
                    ExitCode.NOT_FOUND,
                    "there is no offset " + offset + " yet; the next ones are "
                            + partitions.stream()
                                    .map(partition -> partition + "@" + ends.get(partition))
                                    .collect(Collectors.joining(", ")));
        }
        partitions.forEach(partition -> consumer.seek(
                partition,
                Math.min(Math.max(offset, begins.getOrDefault(partition, 0L)), ends.getOrDefault(partition, 0L))));
    }

    /** Reads to the present end of every partition, or until the predicate wants no more. */
    public void readToEnd(Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean more = true;
        while (more && !hasReached(ends)) {
            long before = read;
            more = poll(reader);
            deadline = read == before ? deadline : System.nanoTime() + PATIENCE.toNanos();
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("no record of " + partitions + " came for " + PATIENCE.toSeconds() + " s");
            }
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
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private boolean poll(Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        for (TopicPartition partition : partitions) {
            TopicPresence.require(consumer, partition.topic());
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            read++;
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
