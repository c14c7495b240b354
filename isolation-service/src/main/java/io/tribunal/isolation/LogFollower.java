package io.tribunal.isolation;

import io.tribunal.kafka.log.TopicPresence;
import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows a validator's logs from their beginning: first the topics of decisions, rules and checkpoints, up to their ends at
 * the start, then the response logs too. So a validator knows what it has signed before it derives anything. One
 * thread uses it, except for {@link #wakeUp}.
 */
final class LogFollower {
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> decisions;
    private final List<TopicPartition> responses;
    private final Set<String> topics;
    private final Map<TopicPartition, Long> ends;
    private final Set<TopicPartition> reached = new HashSet<>();
    private boolean readDecisions;

    /**
     * A follower at the beginning of all logs.
     *
     * @param partitions of the response log
     */
    LogFollower(Consumer<byte[], byte[]> consumer, TopicNames topics, int partitions) {
        this.consumer = consumer;
        this.decisions = Stream.of(
                        topics.isolationEndorsements(),
                        topics.isolationAudit(),
                        topics.isolationDecisions(),
                        topics.rules(),
                        topics.checkpoints())
                .map(topic -> new TopicPartition(topic, 0))
                .toList();
        this.responses = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topics.responseLog(), partition))
                .toList();
        List<TopicPartition> all =
                Stream.concat(decisions.stream(), responses.stream()).toList();
        this.topics = all.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        consumer.assign(all);
        consumer.seekToBeginning(all);
        consumer.pause(responses);
        this.ends = consumer.endOffsets(all);
    }

    /**
     * The next records: decisions before responses, each partition's in order.
     *
     * @throws io.tribunal.kafka.log.LogDamagedException when a topic was deleted
     */
    List<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
        topics.forEach(topic -> TopicPresence.require(consumer, topic));
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(wait);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(polled.count());
        decisions.forEach(partition -> records.addAll(polled.records(partition)));
        responses.forEach(partition -> records.addAll(polled.records(partition)));
        noteProgress();
        return records;
    }

    private void noteProgress() {
        ends.forEach((partition, end) -> {
            if (!reached.contains(partition) && consumer.position(partition) >= end) {
                reached.add(partition);
            }
        });
        if (!readDecisions && reached.containsAll(decisions)) {
            readDecisions = true;
            consumer.resume(responses);
        }
    }

    /** Whether the topics of decisions and checkpoints have been read up to their ends at the start. */
    boolean hasReadDecisions() {
        return readDecisions;
    }

    /** Whether a response-log partition has been read up to its end at the start. */
    boolean hasRead(int partition) {
        return reached.contains(responses.get(partition));
    }

    /** Whether all logs have been read up to their ends at the start. */
    boolean hasReadAll() {
        return reached.containsAll(responses) && readDecisions;
    }

    void wakeUp() {
        consumer.wakeup();
    }
}
