package io.tribunal.audit.record;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** A histogram of answer latencies in elapsed ms of the response log. Percentiles are by nearest rank. */
public final class Latencies {
    private final SortedMap<Long, Long> counts = new TreeMap<>();
    private long total;

    void add(long latency) {
        add(latency, 1);
    }

    void add(Latencies others) {
        others.counts.forEach(this::add);
    }

    private void add(long latency, long count) {
        counts.merge(latency, count, Long::sum);
        total += count;
    }

    /** The lower median; absent without answers. */
    public OptionalLong median() {
        return percentile(50);
    }

    public OptionalLong p95() {
        return percentile(95);
    }

    private OptionalLong percentile(int percent) {
        long rank = Math.ceilDiv(percent * total, 100L);
        long seen = 0;
        for (var entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                return OptionalLong.of(entry.getKey());
            }
        }
        return OptionalLong.empty();
    }
}
