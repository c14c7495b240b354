package io.tribunal.schemas.topic;

import java.util.Arrays;
import java.util.List;

/**
 * The topics to create for one deployment.
 *
 * @param names the namespace
 * @param partitions P of genesis; topics with responses or verdicts use the partition number of the entry
 * @param replicationFactor 3 in production; fewer for tests on fewer nodes
 */
public record TopicCatalogue(Namespace names, int partitions, int replicationFactor) implements TopicNames {
    /** The default P of a new deployment. */
    public static final int DEFAULT_PARTITIONS = 3;

    private static final int REPLICAS = 3;

    public TopicCatalogue {
        if (partitions < 1 || replicationFactor < 1 || replicationFactor > Short.MAX_VALUE) {
            throw new IllegalArgumentException("topics need at least one partition and one replica");
        }
    }

    public TopicCatalogue(String namespace, int partitions, int replicationFactor) {
        this(new Namespace(namespace), partitions, replicationFactor);
    }

    public TopicCatalogue(String namespace, int partitions) {
        this(namespace, partitions, REPLICAS);
    }

    @Override
    public String namespace() {
        return names.namespace();
    }

    /** Every topic of the deployment, without the internal topics of Streams applications. */
    public List<TopicSpec> all() {
        return Arrays.stream(Topic.values()).map(this::spec).toList();
    }

    public TopicSpec spec(Topic topic) {
        return new TopicSpec(
                name(topic),
                topic.partitions(partitions),
                (short) replicationFactor,
                topic.settings(minInSyncReplicas(replicationFactor)));
    }

    /**
     * A majority of the replicas: with 2 of 3, one broker may be down, and a replica that is behind cannot become
     * leader.
     */
    public static int minInSyncReplicas(int replicas) {
        return replicas / 2 + 1;
    }
}
