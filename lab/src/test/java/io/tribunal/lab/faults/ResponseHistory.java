package io.tribunal.lab.faults;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.LogRecords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The whole response log: which executor answered which request, and whether it ever gave two different responses. */
final class ResponseHistory {
    private final Map<ResponseKey, Bytes> first = new HashMap<>();
    private final List<ResponseKey> different = new ArrayList<>();
    /** By partition, the business offsets that at least one executor has answered. */
    private final SortedMap<Integer, NavigableSet<Long>> answered = new TreeMap<>();
    /** Those of them that a checkpoint follows, from which an executor may resume. */
    private final Set<LogPosition> checkpoints = new HashSet<>();

    private final Map<Reader, Long> handled = new HashMap<>();

    /** Identifies the response of one executor to one request. */
    record ResponseKey(String executor, int partition, long businessOffset) {}

    private record Reader(String executor, int partition) {}

    private ResponseHistory() {}

    /** Reads all records up to now. */
    static ResponseHistory read(FaultFixture fixture) {
        ResponseHistory history = new ResponseHistory();
        TopicScan.scan(
                fixture.settings(),
                fixture.topics().responseLog(),
                fixture.topics().partitions(),
                record -> LogRecords.response(record)
                        .batch()
                        .ifPresent(batch -> history.take(record.partition(), batch)));
        return history;
    }

    private void take(int partition, ResponseBatch batch) {
        String author = batch.header().author();
        handled.merge(new Reader(author, partition), batch.header().processedTo(), Math::max);
        for (ResponseBatch.Item item : batch.items()) {
            long offset = item.response().businessOffset();
            answered.computeIfAbsent(partition, none -> new TreeSet<>()).add(offset);
            if (item.response().stateRoot().length() > 0) {
                checkpoints.add(new LogPosition(partition, offset));
            }
            ResponseKey key = new ResponseKey(author, partition, offset);
            Bytes before = first.putIfAbsent(key, item.encoded());
            if (before != null && !before.equals(item.encoded())) {
                different.add(key);
            }
        }
    }

    /** Requests to which one executor gave two responses with different bytes. */
    List<ResponseKey> different() {
        return List.copyOf(different);
    }

    /** Whether this number of requests are answered and each of the executors has processed all of them. */
    boolean isComplete(int requests, Collection<String> executors) {
        return answered.values().stream().mapToInt(Set::size).sum() >= requests
                && answered.entrySet().stream()
                        .allMatch(log -> executors.stream()
                                .allMatch(executor -> handled.getOrDefault(new Reader(executor, log.getKey()), -1L)
                                        >= log.getValue().last()));
    }

    /** Requests that an executor has not answered. */
    List<ResponseKey> unanswered(Collection<String> executors) {
        List<ResponseKey> unanswered = new ArrayList<>();
        answered.forEach((partition, offsets) -> executors.forEach(executor -> offsets.stream()
                .map(offset -> new ResponseKey(executor, partition, offset))
                .filter(key -> !first.containsKey(key))
                .forEach(unanswered::add)));
        return unanswered;
    }

    /**
     * Unanswered requests that no checkpoint explains. An executor that was down for long resumes from a checkpoint and answers
     * nothing before it, so a gap in its responses ends at a checkpoint.
     */
    List<ResponseKey> lost(Collection<String> executors) {
        return unanswered(executors).stream()
                .filter(key -> !checkpoints.contains(new LogPosition(key.partition(), endOfGap(key))))
                .toList();
    }

    private long endOfGap(ResponseKey unanswered) {
        long end = unanswered.businessOffset();
        for (long offset : answered.get(unanswered.partition()).tailSet(end)) {
            if (first.containsKey(new ResponseKey(unanswered.executor(), unanswered.partition(), offset))) {
                return end;
            }
            end = offset;
        }
        return end;
    }
}
