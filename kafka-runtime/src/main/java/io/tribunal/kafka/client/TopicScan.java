package io.tribunal.kafka.client;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Reads the committed records of partitions up to their current ends. */
public final class TopicScan {
    private static final int FETCH_WAIT_MS = 50;
    private static final Duration POLL = Duration.ofMillis(200);

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
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.beginningOffsets(partitions)
                    .forEach((partition, begin) ->
                            consumer.seek(partition, Math.max(begin, ends.getOrDefault(partition, 0L) - offsets)));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(reader);
            }
        }
    }
}
