package io.tribunal.kafka.topic;

import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Compares the topics of a cluster with a catalogue. */
final class TopicInspection {
    private final Admin admin;

    TopicInspection(Admin admin) {
        this.admin = admin;
    }

    /** Whether every wanted topic exists and each of its partitions has a leader. */
    boolean allLed(Collection<TopicSpec> topics) {
        Map<String, TopicDescription> found = describe(topics);
        return topics.stream()
                .allMatch(topic -> Optional.ofNullable(found.get(topic.name()))
                        .map(description ->
                                description.partitions().stream().allMatch(partition -> partition.leader() != null))
                        .orElse(false));
    }

    List<TopicDifference> differences(Collection<TopicSpec> topics) {
        Map<String, TopicDescription> found = describe(topics);
        List<TopicDifference> differences = new ArrayList<>();
        for (TopicSpec wanted : topics) {
            TopicDescription description = found.get(wanted.name());
            Optional<Config> settings = description == null ? Optional.empty() : settings(wanted.name());
            if (description == null || settings.isEmpty()) {
                differences.add(TopicDifference.missing(wanted.name()));
            } else {
                compare(wanted, description, settings.get(), differences);
            }
        }
        return List.copyOf(differences);
    }

    private Map<String, TopicDescription> describe(Collection<TopicSpec> topics) {
        Map<String, TopicDescription> found = new TreeMap<>();
        admin.describeTopics(topics.stream().map(TopicSpec::name).toList())
                .topicNameValues()
                .forEach((name, description) -> {
                    try {
                        found.put(name, KafkaFutures.await(description));
                    } catch (UnknownTopicOrPartitionException e) {
                        found.remove(name);
                    }
                });
        return found;
    }

    private static void compare(
            TopicSpec wanted, TopicDescription found, Config settings, List<TopicDifference> differences) {
        compare(
                wanted.name(),
                "partitions",
                wanted.partitions(),
                found.partitions().size(),
                differences);
        int replicas = found.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        compare(wanted.name(), "replication factor", wanted.replicationFactor(), replicas, differences);
        new TreeMap<>(wanted.configs()).forEach((key, value) -> {
            ConfigEntry entry = settings.get(key);
            compare(wanted.name(), key, value, entry == null ? "unset" : entry.value(), differences);
        });
    }

    /** Empty when the queried broker does not know the topic yet. */
    private Optional<Config> settings(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            return Optional.ofNullable(
                    KafkaFutures.await(admin.describeConfigs(List.of(resource)).all())
                            .get(resource));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private static void compare(
            String topic, String setting, Object wanted, Object found, List<TopicDifference> differences) {
        if (!wanted.toString().equals(found.toString())) {
            differences.add(new TopicDifference(topic, setting, wanted.toString(), found.toString()));
        }
    }
}
