package io.tribunal.worker.loop;

import io.tribunal.core.identity.Bytes;
import io.tribunal.kafka.log.FetchAgain;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.log.TopicPresence;
import io.tribunal.worker.state.LoggedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads every partition of business-log, and commits to Kafka up to which offset it has been answered. */
final class BusinessLogReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BusinessLogReader.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** Kafka forgets a group that has committed nothing for days, and a quiet partition has nothing new to commit. */
    private static final long REPEAT_EVERY_MS = 3_600_000;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Map<Integer, Long> committed = new TreeMap<>();
    private Map<TopicPartition, Long> ends = Map.of();
    private Map<TopicPartition, Long> endsAfterFailure = Map.of();
    private long repeatAt = Long.MIN_VALUE;

    BusinessLogReader(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /**
     * Takes all partitions, each from offset 0 on.
     *
     * @return by partition, the offset up to which an earlier run has answered
     * @throws LogDamagedException when there is no such topic
     */
    Map<Integer, Long> open() {
        List<TopicPartition> partitions = new ArrayList<>();
        TopicPresence.require(consumer, topic);
        for (PartitionInfo info : consumer.partitionsFor(topic, TIMEOUT)) {
            partitions.add(new TopicPartition(topic, info.partition()));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, OffsetAndMetadata> found = consumer.committed(Set.copyOf(partitions), TIMEOUT);
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = found.get(partition);
            committed.put(partition.partition(), offset == null ? 0 : offset.offset());
        }
        return new TreeMap<>(committed);
    }

    /**
     * The next records, in offset order within each partition; empty when none come within the time.
     *
     * @throws WakeupException after {@link #wakeUp}, like every method that waits for a broker but {@link #commitNow}
     * @throws LogDamagedException when the topic was deleted
     */
    Map<Integer, List<LoggedRecord>> poll(Duration atMost) {
        TopicPresence.require(consumer, topic);
        Map<Integer, List<LoggedRecord>> records = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(atMost)) {
            records.computeIfAbsent(found.partition(), partition -> new ArrayList<>())
                    .add(logged(found));
        }
        return records;
    }

    private static LoggedRecord logged(ConsumerRecord<byte[], byte[]> found) {
        return new LoggedRecord(
                LogRecords.business(found), found.value() == null ? Bytes.EMPTY : Bytes.wrap(found.value()));
    }

    /** Drops what is fetched, fetches from the next record of every partition on, and notes where the log ends now. */
    void fetchAgain() {
        TopicPresence.require(consumer, topic);
        FetchAgain.from(consumer, TIMEOUT);
        endsAfterFailure = consumer.endOffsets(consumer.assignment(), TIMEOUT);
    }

    /** Whether all records up to the ends that {@link #fetchAgain} noted have been returned by {@link #poll}. */
    boolean hasFetchedAgain() {
        return hasReached(endsAfterFailure);
    }

    /** Ends one poll, this one or the next; any thread may call it. */
    void wakeUp() {
        consumer.wakeup();
    }

    /** Continues at that offset. */
    void seek(int partition, long offset) {
        consumer.seek(new TopicPartition(topic, partition), offset);
    }

    /** Takes the present end of every partition as the mark for {@link #hasReachedEnds}. */
    void markEnds() {
        ends = consumer.endOffsets(consumer.assignment(), TIMEOUT);
    }

    /** Whether all records before the marked ends have been returned by {@link #poll}. */
    boolean hasReachedEnds() {
        return hasReached(ends);
    }

    private boolean hasReached(Map<TopicPartition, Long> wanted) {
        return wanted.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), TIMEOUT) >= end.getValue());
    }

    /** Fetches from all partitions but these; costs no request to the brokers. */
    void holdBack(Set<Integer> full) {
        Set<TopicPartition> held = full.stream()
                .map(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toSet());
        if (!held.equals(consumer.paused())) {
            consumer.resume(consumer.paused());
            consumer.pause(held);
        }
    }

    /**
     * Commits offsets without waiting: those that have changed, once an hour all of them. A commit that fails is covered by
     * the next one.
     *
     * @param now ms of any clock that only goes forward
     */
    void commit(Map<Integer, Long> answered, long now) {
        Map<Integer, Long> due = newer(answered);
        if (now >= repeatAt) {
            repeatAt = now + REPEAT_EVERY_MS;
            committed.forEach((partition, offset) -> due.putIfAbsent(partition, offset));
            due.values().removeIf(offset -> offset == 0);
        }
        if (!due.isEmpty()) {
            consumer.commitAsync(offsets(due), (offsets, failure) -> {
                if (failure == null) {
                    note(due);
                } else {
                    LOG.debug("event=commit_failed action=next_one_covers_it", failure);
                }
            });
        }
    }

    /** Commits offsets and waits for it; logs a failure. */
    void commitNow(Map<Integer, Long> answered) {
        try {
            commitSync(offsets(newer(answered)));
        } catch (RuntimeException e) {
            LOG.warn("event=commit_failed note=\"some answers will be repeated after the restart\"", e);
        }
    }

    private void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, TIMEOUT);
        } catch (WakeupException e) {
            LOG.debug("event=woken_up action=commit_again", e);
            consumer.commitSync(offsets, TIMEOUT);
        }
    }

    /** Those that are higher than the committed ones: a commit never goes back. */
    private Map<Integer, Long> newer(Map<Integer, Long> answered) {
        Map<Integer, Long> newer = new HashMap<>(answered);
        newer.entrySet().removeIf(entry -> entry.getValue() <= committed.getOrDefault(entry.getKey(), 0L));
        return newer;
    }

    private void note(Map<Integer, Long> offsets) {
        offsets.forEach((partition, offset) -> committed.merge(partition, offset, Math::max));
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Map<Integer, Long> answered) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        answered.forEach((partition, offset) ->
                offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        return offsets;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(TIMEOUT));
    }
}
