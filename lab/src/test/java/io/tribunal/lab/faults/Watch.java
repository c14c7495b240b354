package io.tribunal.lab.faults;

import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.schemas.topic.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Looks at a deployment from outside until something is so. */
record Watch(ClientSettings settings, TopicCatalogue topics) {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int FETCH_WAIT_MS = 50;

    /** Until each of these executors has written to every partition from now on. */
    void awaitAnswers(Set<String> executors) {
        Set<String> missing = new TreeSet<>();
        executors.forEach(executor ->
                IntStream.range(0, topics.partitions()).forEach(partition -> missing.add(executor + "/" + partition)));
        follow(topics.responseLog(), "answers of " + executors, record -> {
            missing.remove(keyOf(record) + "/" + record.partition());
            return missing.isEmpty();
        });
    }

    /** Until somebody is charged with something. */
    void awaitDeviationOf(String executor) {
        follow(
                topics.deviations(),
                "a deviation of " + executor,
                record -> keyOf(record).equals(executor));
    }

    private static String keyOf(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private interface Sight {
        boolean isEnough(ConsumerRecord<byte[], byte[]> record);
    }

    private void follow(String topic, String what, Sight sight) {
        try (KafkaConsumer<byte[], byte[]> consumer = reader(topic, IsolationLevel.READ_COMMITTED)) {
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position);
            Await.until(what, () -> {
                boolean enough = false;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    enough |= sight.isEnough(record);
                }
                return enough;
            });
        }
    }

    private KafkaConsumer<byte[], byte[]> reader(String topic, IsolationLevel isolation) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader(isolation, FETCH_WAIT_MS));
        consumer.assign(IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList());
        return consumer;
    }

    /** Until a topic of one partition has so many records. */
    void awaitRecords(String topic, int count) {
        TopicPartition only = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings.reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS))) {
            Await.until(
                    count + " records of " + topic,
                    () -> consumer.endOffsets(List.of(only)).getOrDefault(only, 0L) >= count);
        }
    }

    /** Verdicts that were written in a transaction which never committed: a voter was hit in the middle of one. */
    int abortedVerdicts() {
        return countVerdicts(IsolationLevel.READ_UNCOMMITTED) - countVerdicts(IsolationLevel.READ_COMMITTED);
    }

    private int countVerdicts(IsolationLevel isolation) {
        try (KafkaConsumer<byte[], byte[]> consumer = reader(topics.verdicts(), isolation)) {
            consumer.seekToBeginning(consumer.assignment());
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            Set<String> seen = new HashSet<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> seen.add(record.partition() + "@" + record.offset()));
            }
            return seen.size();
        }
    }

    /** Until so many voters share the partitions and none is about to come or go. */
    void awaitVoters(int count) {
        String group = topics.namespace() + ".vote";
        ask(count + " voters", admin -> {
            ConsumerGroupDescription voters = KafkaFutures.await(admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group));
            return voters.groupState() == GroupState.STABLE
                    && voters.members().size() == count
                    && voters.members().stream()
                                    .mapToInt(member -> member.assignment()
                                            .topicPartitions()
                                            .size())
                                    .sum()
                            == topics.partitions();
        });
    }

    /** Until every partition has all its replicas in sync. */
    void awaitAllReplicas() {
        List<String> names = topics.all().stream().map(TopicSpec::name).toList();
        ask(
                "all replicas in sync",
                admin -> KafkaFutures.await(admin.describeTopics(names).allTopicNames()).values().stream()
                        .map(TopicDescription::partitions)
                        .flatMap(List::stream)
                        .allMatch(partition ->
                                partition.isr().size() == partition.replicas().size()));
    }

    /** Changes settings of a topic, by Kafka's names. */
    void alter(String topic, Map<String, String> changed) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        List<AlterConfigOp> changes = changed.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = Admin.create(settings().admin())) {
            KafkaFutures.await(
                    admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
        }
    }

    private interface Question {
        boolean isSo(Admin admin);
    }

    private void ask(String what, Question question) {
        try (Admin admin = Admin.create(settings.admin())) {
            Await.until(what, () -> {
                try {
                    return question.isSo(admin);
                } catch (KafkaException notNow) {
                    return false;
                }
            });
        }
    }
}
