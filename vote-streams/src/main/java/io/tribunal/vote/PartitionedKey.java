package io.tribunal.vote;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** A record key with its partition: outputs of the voting on partition p go to partition p. */
record PartitionedKey(int partition, String key) {
    static Serializer<PartitionedKey> serializer() {
        return (topic, key) -> key.key().getBytes(StandardCharsets.UTF_8);
    }

    static StreamPartitioner<PartitionedKey, byte[]> partitioner() {
        return (topic, key, value, partitions) -> Optional.of(Set.of(key.partition()));
    }
}
