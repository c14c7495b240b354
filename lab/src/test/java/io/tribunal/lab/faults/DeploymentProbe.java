package io.tribunal.lab.faults;

import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.schemas.topic.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
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

/** Observes a deployment from outside through its topics and its brokers. */
record DeploymentProbe(ClientSettings settings, TopicCatalogue topics) {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int FETCH_WAIT_MS = 50;

    /** Waits until each of these executors has written to every partition after this call. */
    void awaitAnswers(Set<String> executors) {
        Set<String> missing = new TreeSet<>();
        executors.forEach(executor ->
                IntStream.range(0, topics.partitions()).forEach(partition -> missing.add(executor + "/" + partition)));
        follow(topics.responseLog(), "responses of " + executors, record -> {
            missing.remove(keyOf(record) + "/" + record.partition());
            return missing.isEmpty();
        });
    }

    /** Waits for a deviation of the executor that is recorded after this call. */
    void awaitDeviationOf(String executor) {
        follow(
                topics.deviations(),
                "a deviation of " + executor,
                record -> keyOf(record).equals(executor));
    }

    private static String keyOf(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private void follow(String topic, String what, Predicate<ConsumerRecord<byte[], byte[]>> condition) {
        try (KafkaConsumer<byte[], byte[]> consumer = reader(topic, IsolationLevel.READ_COMMITTED)) {
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position);
            Waits.await(what).until(() -> {
                boolean isFound = false;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    isFound |= condition.test(record);
                }
                return isFound;
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

    /** Waits until a topic of one partition has this number of records. */
    void awaitRecords(String topic, int count) {
        TopicPartition only = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings.reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS))) {
            Waits.await(count + " records of " + topic)
                    .until(() -> consumer.endOffsets(List.of(only)).getOrDefault(only, 0L) >= count);
        }
    }

    /** The number of verdicts in transactions that never committed, because their voter was killed meanwhile. */
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

    /** Waits until this number of voters share the partitions and their group is stable. */
    void awaitVoters(int count) {
        String group = topics.namespace() + ".vote";
        awaitAnswer(count + " voters", admin -> {
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

    /** Waits until every partition has all its replicas in sync. */
    void awaitAllReplicas() {
        List<String> names = topics.all().stream().map(TopicSpec::name).toList();
        awaitAnswer(
                "all replicas in sync",
                admin -> KafkaFutures.await(admin.describeTopics(names).allTopicNames()).values().stream()
                        .map(TopicDescription::partitions)
                        .flatMap(List::stream)
                        .allMatch(partition ->
                                partition.isr().size() == partition.replicas().size()));
    }

    /** Changes settings of a topic; the keys are Kafka's names. */
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

    private void awaitAnswer(String what, Predicate<Admin> condition) {
        try (Admin admin = Admin.create(settings.admin())) {
            Waits.await(what).ignoreExceptionsInstanceOf(KafkaException.class).until(() -> condition.test(admin));
        }
    }
}
