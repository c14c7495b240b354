package io.tribunal.lab.faults;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.LogRecords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether anybody ever answered one request in two ways, by the whole response-log. */
final class SecondAnswers {
    private final Map<Place, Bytes> first = new HashMap<>();
    private final List<Place> different = new ArrayList<>();

    /** One executor's answer to one request. */
    record Place(String executor, int partition, long businessOffset) {}

    private SecondAnswers() {}

    /** Reads all that was written so far. */
    static SecondAnswers in(Arena arena) {
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
        for (ResponseBatch.Item item : batch.items()) {
            Place place = new Place(
                    batch.header().author(), partition, item.response().businessOffset());
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

    /** How many requests that executor has answered which has answered fewest. */
    long fewest(Collection<String> executors) {
        return executors.stream()
                .mapToLong(executor -> first.keySet().stream()
                        .filter(place -> place.executor().equals(executor))
                        .count())
                .min()
                .orElse(0);
    }
}
