package io.tribunal.kafka.topic;

import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of a catalogue where they are missing, and says how those that are there differ from it. */
public final class TopicCreation {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(90);
    private static final long POLL_MS = 50;

    private final Admin admin;

    public TopicCreation(Admin admin) {
        this.admin = admin;
    }

    /**
     * Waits for as many brokers as the topics want replicas, creates what is missing, waits until all partitions have
     * leaders. Topics that exist are never changed.
     *
     * @return how existing topics differ from what is wanted
     */
    public List<TopicDifference> apply(Collection<TopicSpec> topics) {
        awaitBrokers(topics);
        admin.createTopics(topics.stream().map(TopicCreation::newTopic).toList())
                .values()
                .values()
                .forEach(created -> {
                    try {
                        KafkaFutures.await(created);
                    } catch (TopicExistsException e) {
                        // what is there already is judged below
                    }
                });
        awaitLeaders(topics);
        return awaitVisible(topics);
    }

    /** The broker that is asked next may know less than the one that was asked for leaders. */
    private List<TopicDifference> awaitVisible(Collection<TopicSpec> topics) {
        List<TopicDifference> differences = new ArrayList<>();
        await(
                () -> {
                    differences.clear();
                    differences.addAll(verify(topics));
                    return differences.stream().noneMatch(TopicDifference::isMissing);
                },
                PATIENCE,
                "all topics at every broker");
        return List.copyOf(differences);
    }

    /** How the cluster's topics differ from what is wanted; changes nothing. */
    public List<TopicDifference> verify(Collection<TopicSpec> topics) {
        return new TopicInspection(admin).differences(topics);
    }

    /** Metadata spreads over the brokers after a topic is created, and each may answer at first as if it were not. */
    private void awaitLeaders(Collection<TopicSpec> topics) {
        TopicInspection inspection = new TopicInspection(admin);
        await(() -> inspection.allLed(topics), PATIENCE, "a leader for each partition");
    }

    private void awaitBrokers(Collection<TopicSpec> topics) {
        int wanted =
                topics.stream().mapToInt(TopicSpec::replicationFactor).max().orElse(0);
        await(
                () -> KafkaFutures.await(admin.describeCluster().nodes()).size() >= wanted,
                BROKER_PATIENCE,
                "the " + wanted + " brokers that hold its copies");
    }

    private static void await(BooleanSupplier reached, Duration patience, String what) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("still without " + what + " after " + patience.toSeconds() + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
        }
    }

    private static NewTopic newTopic(TopicSpec topic) {
        return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.of(topic.replicationFactor()))
                .configs(topic.configs());
    }
}
