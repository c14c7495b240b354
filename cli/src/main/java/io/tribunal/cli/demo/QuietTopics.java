package io.tribunal.cli.demo;

import io.tribunal.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Waits until no record has been appended to some topics for a while, but for 30 s at most. */
final class QuietTopics {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long POLL_MS = 200;
    private static final int FETCH_WAIT_MS = 50;

    private QuietTopics() {}

    static void await(ClientSettings settings, List<String> topics, int partitions, Duration quiet)
            throws InterruptedException {
        List<TopicPartition> watched = new ArrayList<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                watched.add(new TopicPartition(topic, partition));
            }
        }
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings.reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS))) {
            long begin = System.nanoTime();
            long lastChange = begin;
            Map<TopicPartition, Long> ends = consumer.endOffsets(watched);
            while (System.nanoTime() - lastChange < quiet.toNanos() && System.nanoTime() - begin < LONGEST.toNanos()) {
                Thread.sleep(POLL_MS);
                Map<TopicPartition, Long> now = consumer.endOffsets(watched);
                if (!now.equals(ends)) {
                    ends = now;
                    lastChange = System.nanoTime();
                }
            }
        }
    }
}
