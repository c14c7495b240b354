package io.tribunal.cli.demo;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.schemas.codec.DeviationCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts deviations by executor and kind; those inherited from an earlier divergence are counted separately. */
final class DeviationCounts {
    private final SortedMap<String, SortedMap<String, Integer>> byExecutor = new TreeMap<>();
    private final Map<Place, First> firsts = new HashMap<>();

    private record Place(String executor, int partition) {}

    /**
     * The first evidence against an executor in a partition.
     *
     * @param time epoch ms at which the broker appended the deviation, or the request that was answered late
     */
    record First(long businessOffset, long time) {}

    void read(ConsumerRecord<byte[], byte[]> record) {
        Deviation deviation = DeviationCodec.decodeFramed(record.value());
        firsts.putIfAbsent(
                new Place(deviation.executorId().value(), record.partition()),
                new First(deviation.position().offset(), record.timestamp()));
        String kind = deviation.kind() + (deviation.inherited() ? "_INHERITED" : "");
        byExecutor
                .computeIfAbsent(deviation.executorId().value(), id -> new TreeMap<>())
                .merge(kind, 1, Integer::sum);
    }

    /** By executor and kind; an executor that never deviated is absent. */
    SortedMap<String, SortedMap<String, Integer>> byExecutor() {
        return byExecutor;
    }

    Optional<First> first(String executor, int partition) {
        return Optional.ofNullable(firsts.get(new Place(executor, partition)));
    }
}
