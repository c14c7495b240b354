package io.tribunal.deployment;

import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.process.Part;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;

/**
 * Waits until a deployment serves, by a round through its log: every executor writes to the response log after this moment, and
 * the voter has read that in every partition.
 */
final class Readiness {
    private static final String VOTER = "voter";
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int FETCH_WAIT_MS = 50;

    private final ClientSettings settings;
    private final TopicNames topics;
    private final int partitions;
    private final Supplier<List<Part>> parts;

    /** @param parts all parts of the deployment as they are now */
    Readiness(ClusterFile address, Supplier<List<Part>> parts) {
        this.settings = new ClientSettings(address.config());
        this.topics = TopicNames.of(address.namespace());
        this.partitions = address.partitions();
        this.parts = parts;
    }

    /**
     * Waits.
     *
     * @return what does not serve when the patience ends; empty if all do
     * @throws UserError as soon as a part has ended
     */
    Set<String> await(Collection<String> executors, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Set<String> silent = new TreeSet<>(executors);
        boolean voted = false;
        List<TopicPartition> responses = responses();
        try (Admin admin = Admin.create(settings.admin());
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings.reader(IsolationLevel.READ_UNCOMMITTED, FETCH_WAIT_MS))) {
            consumer.assign(responses);
            consumer.seekToEnd(responses);
            Map<TopicPartition, Long> ends = consumer.endOffsets(responses);
            while (System.nanoTime() < deadline) {
                requireAlive();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    silent.remove(new String(record.key(), StandardCharsets.UTF_8));
                }
                voted = voted || hasVoterReached(admin, ends);
                if (silent.isEmpty() && voted && idle().isEmpty()) {
                    return Set.of();
                }
            }
        }
        Set<String> missing = new TreeSet<>(silent);
        missing.addAll(idle());
        if (!voted) {
            missing.add(VOTER);
        }
        return missing;
    }

    private void requireAlive() {
        for (Part part : parts.get()) {
            if (!part.isAlive()) {
                throw new UserError(part.name() + " ended before all served, " + part.ending() + "; see " + part.log());
            }
        }
    }

    private Set<String> idle() {
        Set<String> idle = new TreeSet<>();
        for (Part part : parts.get()) {
            if (!part.isServing()) {
                idle.add(part.name());
            }
        }
        return idle;
    }

    private List<TopicPartition> responses() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topics.responseLog(), partition))
                .toList();
    }

    /** Executors write heartbeats after their start, so a running voter passes every offset soon. */
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
