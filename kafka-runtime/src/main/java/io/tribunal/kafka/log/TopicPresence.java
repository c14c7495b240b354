package io.tribunal.kafka.log;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;

/** Notices that a topic which is being read was deleted: Kafka's consumer waits for it in silence, for ever. */
public final class TopicPresence {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private TopicPresence() {}

    /**
     * Asks the consumer, which knows as long as the topic is there.
     *
     * @throws LogDamagedException when it is not
     */
    public static void require(Consumer<?, ?> consumer, String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic, PATIENCE);
        if (partitions == null || partitions.isEmpty()) {
            throw new LogDamagedException("topic " + topic + " is missing; restore it from a backup");
        }
    }
}
