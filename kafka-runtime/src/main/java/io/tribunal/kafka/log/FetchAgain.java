package io.tribunal.kafka.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Makes a consumer drop what it has fetched: it would fail at the same damaged record for ever, without asking a broker. */
public final class FetchAgain {
    private FetchAgain() {}

    /** Continues where the consumer stands, in the partitions that it is assigned. */
    public static void from(Consumer<?, ?> consumer, Duration patience) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition, patience)));
        Set<TopicPartition> paused = new HashSet<>(consumer.paused());
        paused.retainAll(positions.keySet());
        consumer.unsubscribe();
        consumer.assign(positions.keySet());
        positions.forEach(consumer::seek);
        consumer.pause(paused);
    }
}
