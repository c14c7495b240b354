package io.tribunal.cli.demo;

import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;

/** Waits until every executor writes to the response log and the voter has read what they wrote. */
final class RoleReadiness {
    private static final String VOTER = "voter";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int FETCH_WAIT_MS = 50;

    private final DemoDeployment deployment;
    private final ClientSettings settings;
    private final TopicCatalogue topics;

    RoleReadiness(DemoDeployment deployment) {
        this.deployment = deployment;
        this.settings = deployment.settings();
        this.topics = deployment.topics();
    }

    /** Returns the roles that are not ready after a minute; empty if all are. */
    Set<String> awaitAll() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Set<String> missing = new TreeSet<>();
        deployment
                .plan()
                .executors()
                .forEach(executor -> missing.add(executor.id().value()));
        missing.add(VOTER);
        List<TopicPartition> responses = partitions();
        try (Admin admin = Admin.create(settings.admin());
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings.reader(IsolationLevel.READ_UNCOMMITTED, FETCH_WAIT_MS))) {
            consumer.assign(responses);
            consumer.seekToEnd(responses);
            Map<TopicPartition, Long> ends = consumer.endOffsets(responses);
            while (!missing.isEmpty() && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    missing.remove(new String(record.key(), StandardCharsets.UTF_8));
                }
                if (hasVoterReached(admin, ends)) {
                    missing.remove(VOTER);
                }
            }
        }
        return missing;
    }

    private List<TopicPartition> partitions() {
        return IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new TopicPartition(topics.responseLog(), partition))
                .toList();
    }

    /** Executors write heartbeats all the time, so a running voter passes every offset soon. */
    private boolean hasVoterReached(Admin admin, Map<TopicPartition, Long> ends) {
        String group = topics.namespace() + ".vote";
        try {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    KafkaFutures.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            return ends.entrySet().stream().allMatch(end -> {
                OffsetAndMetadata reached = committed.get(end.getKey());
                return reached != null && reached.offset() > end.getValue();
            });
        } catch (ApiException e) {
            return false;
        }
    }
}
