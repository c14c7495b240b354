package io.tribunal.schemas.topic;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of a deployment's topics. Genesis and the cluster know the number of partitions.
 */
public sealed interface TopicNames permits TopicNames.Namespace, TopicCatalogue {
    String DEFAULT_NAMESPACE = "tribunal";

    /** The prefix of each name, without the dot. */
    String namespace();

    /** The names in a namespace of 1 to 200 of {@code A-Z a-z 0-9 . _ -}. */
    static TopicNames of(String namespace) {
        return new Namespace(namespace);
    }

    default String businessLog() {
        return name(Topic.BUSINESS_LOG);
    }

    default String responseLog() {
        return name(Topic.RESPONSE_LOG);
    }

    default String verdicts() {
        return name(Topic.VERDICTS);
    }

    default String deviations() {
        return name(Topic.DEVIATIONS);
    }

    default String deadLetters() {
        return name(Topic.DEAD_LETTERS);
    }

    default String isolationEndorsements() {
        return name(Topic.ISOLATION_ENDORSEMENTS);
    }

    default String isolationDecisions() {
        return name(Topic.ISOLATION_DECISIONS);
    }

    default String isolationAudit() {
        return name(Topic.ISOLATION_AUDIT);
    }

    default String rules() {
        return name(Topic.RULES);
    }

    default String checkpoints() {
        return name(Topic.CHECKPOINTS);
    }

    default String snapshots() {
        return name(Topic.SNAPSHOTS);
    }

    default String name(Topic topic) {
        return namespace() + "." + topic.suffix();
    }

    /** The topic with that name; empty for another topic. */
    default Optional<Topic> topicOf(String name) {
        return Arrays.stream(Topic.values())
                .filter(topic -> name(topic).equals(name))
                .findFirst();
    }

    /** A validated namespace. */
    record Namespace(String namespace) implements TopicNames {
        private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

        public Namespace {
            if (!ALLOWED.matcher(namespace).matches()) {
                throw new IllegalArgumentException("tribunal.namespace must be 1 to 200 of A-Z a-z 0-9 . _ -");
            }
        }
    }
}
