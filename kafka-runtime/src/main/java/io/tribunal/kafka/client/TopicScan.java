package io.tribunal.kafka.client;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the committed records of partitions up to their current ends. Gives up when nothing comes for 30 s. */
public final class TopicScan {
    private static final int FETCH_WAIT_MS = 50;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TopicScan() {}

    /** Reads all partitions of a topic from the beginning; records of one partition arrive in offset order. */
    public static void scan(
            ClientSettings settings, String topic, int partitions, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        scan(
                settings,
                IntStream.range(0, partitions)
                        .mapToObj(partition -> new TopicPartition(topic, partition))
                        .toList(),
                reader);
    }

    /** As {@link #scan(ClientSettings, String, int, Consumer)}, for the given partitions. */
    public static void scan(
            ClientSettings settings,
            Collection<TopicPartition> partitions,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        scanLast(settings, partitions, Long.MAX_VALUE, reader);
    }

    /** Reads only the last {@code offsets} offsets of each partition. */
    public static void scanLast(
            ClientSettings settings,
            Collection<TopicPartition> partitions,
            long offsets,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings.reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS))) {
            scanLast(consumer, partitions, offsets, reader, System::nanoTime);
        }
    }

    /** Reads a partition from one offset to another, both included. */
    public static void scanRange(
            ClientSettings settings,
            TopicPartition partition,
            long first,
            long last,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings.reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS))) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, first);
            readTo(consumer, Map.of(partition, last + 1), reader, System::nanoTime);
        }
    }

    /** @param nanos a clock that only goes forward */
    static void scanLast(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            long offsets,
            Consumer<ConsumerRecord<byte[], byte[]>> reader,
            LongSupplier nanos) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.beginningOffsets(partitions)
                .forEach((partition, begin) ->
                        consumer.seek(partition, Math.max(begin, ends.getOrDefault(partition, 0L) - offsets)));
        readTo(consumer, ends, reader, nanos);
    }

    private static void readTo(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> reader,
            LongSupplier nanos) {
        long left = left(consumer, ends);
        long deadline = nanos.getAsLong() + PATIENCE.toNanos();
        while (left > 0) {
            consumer.poll(POLL).forEach(reader);
            long before = left;
            left = left(consumer, ends);
            if (left < before) {
                deadline = nanos.getAsLong() + PATIENCE.toNanos();
            } else if (nanos.getAsLong() - deadline > 0) {
                throw notDelivered(consumer, ends);
            }
        }
    }

    /** Offsets that are still to be read. */
    private static long left(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    private static TimeoutException notDelivered(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return new TimeoutException(ends.entrySet().stream()
                .filter(end -> consumer.position(end.getKey()) < end.getValue())
                .map(end -> end.getKey() + "@" + consumer.position(end.getKey()))
                .sorted()
                .collect(Collectors.joining(", ", "", " is not delivered within " + PATIENCE.toSeconds() + " s")));
    }
}
