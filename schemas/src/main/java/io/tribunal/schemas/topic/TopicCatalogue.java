package io.tribunal.schemas.topic;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The topics of one deployment.
 *
 * @param namespace stands before each name, with a point
 * @param partitions P of genesis; the topics that answer or decide an entry use its partition number
 * @param replicationFactor 3 wherever records must survive; fewer for tests on fewer nodes
 */
public record TopicCatalogue(String namespace, int partitions, int replicationFactor) {
    public static final String DEFAULT_NAMESPACE = "tribunal";
    public static final int DEFAULT_PARTITIONS = 6;
    private static final int REPLICAS = 3;
    private static final Pattern NAMESPACE = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

    public TopicCatalogue {
        if (!NAMESPACE.matcher(namespace).matches()) {
            throw new IllegalArgumentException("tribunal.namespace must be 1 to 200 of A-Z a-z 0-9 . _ -");
        }
        if (partitions < 1 || replicationFactor < 1 || replicationFactor > Short.MAX_VALUE) {
            throw new IllegalArgumentException("topics need at least one partition and one replica");
        }
    }

    public TopicCatalogue(String namespace, int partitions) {
        this(namespace, partitions, REPLICAS);
    }

    public String businessLog() {
        return name(Topic.BUSINESS_LOG);
    }

    public String responseLog() {
        return name(Topic.RESPONSE_LOG);
    }

    public String verdicts() {
        return name(Topic.VERDICTS);
    }

    public String deviations() {
        return name(Topic.DEVIATIONS);
    }

    public String deadLetters() {
        return name(Topic.DEAD_LETTERS);
    }

    public String name(Topic topic) {
        return namespace + "." + topic.suffix();
    }

    /** Which of our topics has that name, if any. */
    public Optional<Topic> topicOf(String name) {
        return Arrays.stream(Topic.values())
                .filter(topic -> name(topic).equals(name))
                .findFirst();
    }

    /** Every topic of the deployment. What a Streams application creates for itself is not among them. */
    public List<TopicSpec> all() {
        return Arrays.stream(Topic.values()).map(this::spec).toList();
    }

    public TopicSpec spec(Topic topic) {
        return new TopicSpec(name(topic), partitions, (short) replicationFactor, topic.settings(minInSyncReplicas()));
    }

    /** A majority of the replicas: 2 of 3, so that one broker may be away and none that is behind may lead. */
    private int minInSyncReplicas() {
        return replicationFactor / 2 + 1;
    }
}
