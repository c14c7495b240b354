package io.tribunal.cli.demo;

import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.kafka.client.ClientSettings;
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

/** Waits until every executor writes to the response log and the voter has caught up with what they wrote. */
record RoleReadiness(ClientSettings settings, TopicCatalogue topics, DeploymentPlan plan) {
    private static final String VOTER = "voter";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int FETCH_WAIT_MS = 50;

    /** Who is not there in the end; empty when all are. */
    Set<String> awaitAll() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Set<String> missing = new TreeSet<>();
        plan.executors().forEach(seat -> missing.add(seat.id().value()));
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

    /** Executors write heartbeats all the time, so a voter at work passes any offset soon. */
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
