package io.tribunal.vote;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where the application's group has committed a partition: everything before it was decided and written. */
@FunctionalInterface
interface CommittedOffset {
    /** The next offset that the group has not committed; 0 before its first commit. */
    long of(TopicPartition partition);

    /** Asks the brokers, without joining the group; waits for a pending transaction to end. */
    static CommittedOffset ofGroup(Map<String, Object> groupConsumerSettings) {
        return partition -> {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(groupConsumerSettings)) {
                OffsetAndMetadata committed =
                        consumer.committed(Set.of(partition)).get(partition);
                return committed == null ? 0 : committed.offset();
            }
        };
    }
}
