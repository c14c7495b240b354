package io.tribunal.conformance.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.conformance.probe.ResponseView;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.kafka.log.LogRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Reads response-log as it grows and keeps all its records. */
final class ResponseTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int FETCH_WAIT_MS = 100;

    private final Consumer<byte[], byte[]> consumer;
    private final List<SeenBatch> seen = new ArrayList<>();
    private final Map<LogPosition, JsonNode> latest = new HashMap<>();

    ResponseTail(TestDeployment deployment) {
        consumer = new KafkaConsumer<>(deployment.clients().reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS));
        List<TopicPartition> partitions = IntStream.range(0, TestDeployment.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(deployment.topics().responseLog(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on until the condition holds or the time is up. Returns whether it holds. */
    boolean await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            consumer.poll(POLL).forEach(this::take);
        }
        return true;
    }

    /** Reads on for that time. */
    void readFor(Duration time) {
        boolean unused = await(time, () -> false);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        ResponseRecord read = LogRecords.response(record);
        seen.add(new SeenBatch(record.partition(), record.offset(), read.batch(), read.detail()));
        read.batch()
                .ifPresent(batch -> batch.items()
                        .forEach(item -> latest.put(
                                new LogPosition(
                                        record.partition(), item.response().businessOffset()),
                                ResponseView.of(item.response()))));
    }

    /** The last answer to an entry, if there is one. */
    Optional<JsonNode> latest(int partition, long offset) {
        return Optional.ofNullable(latest.get(new LogPosition(partition, offset)));
    }

    int answers() {
        return latest.size();
    }

    List<SeenBatch> seen() {
        return Collections.unmodifiableList(seen);
    }

    List<SeenBatch> since(int count) {
        return seen.subList(count, seen.size());
    }

    /** Highest processedTo of a partition in the records since then, or -1. */
    long processedTo(int partition, int since) {
        return since(since).stream()
                .filter(one -> one.partition() == partition)
                .flatMap(one -> one.batch().stream())
                .mapToLong(batch -> batch.header().processedTo())
                .max()
                .orElse(-1);
    }

    static boolean isHeartbeat(ResponseBatch batch) {
        return batch.items().isEmpty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
