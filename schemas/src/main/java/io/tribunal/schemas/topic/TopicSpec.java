package io.tribunal.schemas.topic;

import java.util.Map;

/**
 * A topic to create.
 *
 * @param replicationFactor replicas of each partition
 * @param configs settings by Kafka's names
 */
public record TopicSpec(String name, int partitions, short replicationFactor, Map<String, String> configs) {
    public TopicSpec {
        configs = Map.copyOf(configs);
    }
}
