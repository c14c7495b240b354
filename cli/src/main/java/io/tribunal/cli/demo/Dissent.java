package io.tribunal.cli.demo;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.schemas.codec.DeviationCodec;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Who deviated, and how often in which way; what only follows from an earlier divergence is counted apart. */
final class Dissent {
    private final SortedMap<String, SortedMap<String, Integer>> byExecutor = new TreeMap<>();

    void read(ConsumerRecord<byte[], byte[]> record) {
        Deviation deviation = DeviationCodec.decodeFramed(record.value());
        String kind = deviation.kind() + (deviation.inherited() ? "_INHERITED" : "");
        byExecutor
                .computeIfAbsent(deviation.executorId().value(), id -> new TreeMap<>())
                .merge(kind, 1, Integer::sum);
    }

    /** Counts by executor and kind; an executor that never deviated is not in it. */
    SortedMap<String, SortedMap<String, Integer>> byExecutor() {
        return byExecutor;
    }
}
