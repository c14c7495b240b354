package io.tribunal.lab.throughput;

import io.tribunal.core.log.ResponseBatch;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Follows one executor's records in the response log until it has processed the whole business log. */
final class ResponseFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int FETCH_WAIT_MS = 50;

    private final String executor;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, Long> last = new HashMap<>();
    private final Map<Integer, Long> processed = new HashMap<>();
    private final int warmUp;
    /** The number of responses by broker time, epoch ms: partitions are not read in the order of time. */
    private final NavigableMap<Long, Integer> counts = new TreeMap<>();

    /**
     * Begins at the current end of the response log.
     *
     * @param warmUp responses before the measurement
     */
    ResponseFollower(ClientSettings settings, TopicCatalogue topics, String executor, int warmUp) {
        this.executor = executor;
        this.warmUp = warmUp;
        this.consumer = new KafkaConsumer<>(settings.reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS));
        consumer.endOffsets(partitions(topics.businessLog(), topics.partitions()))
                .forEach((partition, end) -> last.put(partition.partition(), end - 1));
        List<TopicPartition> responses = partitions(topics.responseLog(), topics.partitions());
        consumer.assign(responses);
        consumer.seekToEnd(responses);
        responses.forEach(consumer::position);
    }

    private static List<TopicPartition> partitions(String topic, int count) {
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** Waits until everything is processed; returns false once {@code mayContinue} does. */
    boolean await(BooleanSupplier mayContinue) {
        while (!isDone()) {
            if (!mayContinue.getAsBoolean()) {
                return false;
            }
            consumer.poll(POLL).forEach(this::take);
        }
        return true;
    }

    private boolean isDone() {
        return last.entrySet().stream()
                .allMatch(entry -> processed.getOrDefault(entry.getKey(), -1L) >= entry.getValue());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        LogRecords.response(record)
                .batch()
                .filter(batch -> batch.header().author().equals(executor))
                .ifPresent(batch -> take(record, batch));
    }

    private void take(ConsumerRecord<byte[], byte[]> record, ResponseBatch batch) {
        processed.merge(record.partition(), batch.header().processedTo(), Math::max);
        if (batch.items().isEmpty()) {
            return;
        }
        counts.merge(record.timestamp(), batch.items().size(), Integer::sum);
    }

    /** Broker time of the first responses, epoch ms. */
    long firstAt() {
        return counts.isEmpty() ? Long.MAX_VALUE : counts.firstKey();
    }

    int count() {
        return sum(counts);
    }

    /** Responses a second after the warm-up. */
    double perSecond() {
        int before = 0;
        long warmAt = Long.MAX_VALUE;
        for (Map.Entry<Long, Integer> some : counts.entrySet()) {
            before += some.getValue();
            if (before >= warmUp) {
                warmAt = some.getKey();
                break;
            }
        }
        NavigableMap<Long, Integer> measured = counts.tailMap(warmAt, false);
        return measured.isEmpty() ? 0 : sum(measured) * 1_000.0 / (measured.lastKey() - warmAt);
    }

    private static int sum(Map<Long, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
