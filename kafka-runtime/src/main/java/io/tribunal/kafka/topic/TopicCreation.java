package io.tribunal.kafka.topic;

import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the missing topics of a catalogue and reports how existing topics differ from it. */
public final class TopicCreation {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(90);
    private static final long POLL_MS = 50;

    private final Admin admin;
    private final Leaders leaders;

    /** Which brokers lead the partitions of new topics. */
    public enum Leaders {
        /** All of them take turns, as the controller assigns them. */
        SPREAD,
        /**
         * One broker leads all, while it lives. For brokers that share one machine's processors: each flush of a writer and each
         * fetch of a reader is then one request, not one to each broker.
         */
        TOGETHER
    }

    /** Spreads leaders over the brokers. */
    public TopicCreation(Admin admin) {
        this(admin, Leaders.SPREAD);
    }

    public TopicCreation(Admin admin, Leaders leaders) {
        this.admin = admin;
        this.leaders = leaders;
    }

    /**
     * Waits for as many brokers as the topics have replicas, creates missing topics, and waits until all partitions
     * have leaders. Existing topics are never changed.
     *
     * @return how existing topics differ from the catalogue
     * @throws TimeoutException when the cluster does not get there in time
     */
    public List<TopicDifference> apply(Collection<TopicSpec> topics) {
        awaitBrokers(topics);
        admin.createTopics(newTopics(topics)).values().values().forEach(created -> {
            try {
                KafkaFutures.await(created);
            } catch (TopicExistsException e) {
                // verify compares existing topics below
            }
        });
        awaitLeaders(topics);
        return awaitVisible(topics);
    }

    /** The next query may reach a broker whose metadata is older than the one that reported the leaders. */
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

    /** How the cluster's topics differ from the catalogue; changes nothing. */
    public List<TopicDifference> verify(Collection<TopicSpec> topics) {
        return new TopicInspection(admin).differences(topics);
    }

    /** After a topic is created, its metadata takes time to reach every broker. */
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
                wanted + " brokers for its replicas");
    }

    private static void await(BooleanSupplier reached, Duration patience, String what) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the cluster lacks " + what + " after " + patience.toSeconds() + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
        }
    }

    private List<NewTopic> newTopics(Collection<TopicSpec> topics) {
        return switch (leaders) {
            case SPREAD ->
                topics.stream()
                        .map(topic -> new NewTopic(
                                        topic.name(),
                                        Optional.of(topic.partitions()),
                                        Optional.of(topic.replicationFactor()))
                                .configs(topic.configs()))
                        .toList();
            case TOGETHER -> {
                List<Integer> brokers = brokers();
                yield topics.stream()
                        .map(topic -> ledByTheFirst(topic, brokers))
                        .toList();
            }
        };
    }

    private static NewTopic ledByTheFirst(TopicSpec topic, List<Integer> brokers) {
        List<Integer> replicas = brokers.subList(0, topic.replicationFactor());
        Map<Integer, List<Integer>> assignment = new HashMap<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            assignment.put(partition, replicas);
        }
        return new NewTopic(topic.name(), assignment).configs(topic.configs());
    }

    private List<Integer> brokers() {
        return KafkaFutures.await(admin.describeCluster().nodes()).stream()
                .map(Node::id)
                .sorted()
                .toList();
    }
}
