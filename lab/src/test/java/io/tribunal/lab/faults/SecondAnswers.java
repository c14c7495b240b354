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

/** Whether anybody ever answered one request in two ways, or not at all, by the whole response-log. */
final class SecondAnswers {
    private final Map<Place, Bytes> first = new HashMap<>();
    private final List<Place> different = new ArrayList<>();
    /** By partition, what anybody has answered. */
    private final SortedMap<Integer, NavigableSet<Long>> answered = new TreeMap<>();
    /** Of these, after which there are states that one can begin from. */
    private final Set<LogPosition> checkpoints = new HashSet<>();

    private final Map<Reader, Long> handled = new HashMap<>();

    /** One executor's answer to one request. */
    record Place(String executor, int partition, long businessOffset) {}

    private record Reader(String executor, int partition) {}

    private SecondAnswers() {}

    /** Reads all that was written so far. */
    static SecondAnswers in(FaultFixture arena) {
        SecondAnswers answers = new SecondAnswers();
        TopicScan.scan(
                arena.settings(),
                arena.topics().responseLog(),
                arena.topics().partitions(),
                record -> LogRecords.response(record)
                        .batch()
                        .ifPresent(batch -> answers.take(record.partition(), batch)));
        return answers;
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
            Place place = new Place(author, partition, offset);
            Bytes before = first.putIfAbsent(place, item.encoded());
            if (before != null && !before.equals(item.encoded())) {
                different.add(place);
            }
        }
    }

    /** Requests with two answers of one executor that are not the same bytes. */
    List<Place> different() {
        return List.copyOf(different);
    }

    /** Whether so many requests are answered, and each of the executors has come past all of them. */
    boolean areComplete(int requests, Collection<String> executors) {
        return answered.values().stream().mapToInt(Set::size).sum() >= requests
                && answered.entrySet().stream()
                        .allMatch(log -> executors.stream()
                                .allMatch(executor -> handled.getOrDefault(new Reader(executor, log.getKey()), -1L)
                                        >= log.getValue().last()));
    }

    /** Requests that an executor has not answered. */
    List<Place> unanswered(Collection<String> executors) {
        List<Place> unanswered = new ArrayList<>();
        answered.forEach((partition, offsets) -> executors.forEach(executor -> offsets.stream()
                .map(offset -> new Place(executor, partition, offset))
                .filter(place -> !first.containsKey(place))
                .forEach(unanswered::add)));
        return unanswered;
    }

    /**
     * Those of them that were lost. One that was away for long begins from a state and answers nothing up to there, so what it
     * leaves out ends where there is such a state.
     */
    List<Place> lost(Collection<String> executors) {
        return unanswered(executors).stream()
                .filter(place -> !checkpoints.contains(new LogPosition(place.partition(), endOfGap(place))))
                .toList();
    }

    private long endOfGap(Place unanswered) {
        long end = unanswered.businessOffset();
        for (long offset : answered.get(unanswered.partition()).tailSet(end)) {
            if (first.containsKey(new Place(unanswered.executor(), unanswered.partition(), offset))) {
                return end;
            }
            end = offset;
        }
        return end;
    }
}
