package io.tribunal.vote;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The application group's committed offset of a partition: the outputs of all records before it were written. */
@FunctionalInterface
interface CommittedOffset {
    /** The first offset that the group has not committed; 0 before its first commit. */
    long of(TopicPartition partition);

    /** Asks the brokers without joining the group, and waits for a pending transaction to end. */
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
