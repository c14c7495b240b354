package io.tribunal.lab.bench;

import io.tribunal.kafka.client.ClientSettings;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Counts the records of a topic without transactions. */
record RecordCount(ClientSettings clients, String topic, int partitions) implements LongSupplier {
    private static final int FETCH_MAX_WAIT_MS = 500;

    @Override
    public long getAsLong() {
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients.reader(IsolationLevel.READ_UNCOMMITTED, FETCH_MAX_WAIT_MS))) {
            return consumer.endOffsets(all).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
