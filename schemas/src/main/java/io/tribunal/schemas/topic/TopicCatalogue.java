package io.tribunal.schemas.topic;

import java.util.Arrays;
import java.util.List;

/**
 * The topics of one deployment as they are created.
 *
 * @param names under which namespace
 * @param partitions P of genesis; the topics that answer or decide an entry use its partition number
 * @param replicationFactor 3 wherever records must survive; fewer for tests on fewer nodes
 */
public record TopicCatalogue(Namespace names, int partitions, int replicationFactor) implements TopicNames {
    /** P of a new deployment that does not say. */
    public static final int DEFAULT_PARTITIONS = 6;

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

    /** Every topic of the deployment. What a Streams application creates for itself is not among them. */
    public List<TopicSpec> all() {
        return Arrays.stream(Topic.values()).map(this::spec).toList();
    }

    public TopicSpec spec(Topic topic) {
        return new TopicSpec(
                name(topic),
                topic.partitions(partitions),
                (short) replicationFactor,
                topic.settings(minInSyncReplicas()));
    }

    /** A majority of the replicas: 2 of 3, so that one broker may be away and none that is behind may lead. */
    private int minInSyncReplicas() {
        return replicationFactor / 2 + 1;
    }
}
