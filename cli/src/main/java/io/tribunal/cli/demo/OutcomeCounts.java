package io.tribunal.cli.demo;

import io.tribunal.core.log.Status;
import io.tribunal.ingest.Outcome;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts outcomes and measures from send to checked verdict. Thread-safe. */
public final class OutcomeCounts {
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MS = 1_000.0;

    private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), DIGITS);
    private final SortedMap<String, Integer> outcomes = new TreeMap<>();
    private int decided;

    synchronized void note(Outcome outcome, long nanos) {
        outcomes.merge(name(outcome), 1, Integer::sum);
        if (outcome.isFinal()) {
            decided++;
            micros.recordValue(Math.min(micros.getHighestTrackableValue(), TimeUnit.NANOSECONDS.toMicros(nanos)));
        }
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Agreed agreed -> agreed.status() == Status.OK ? "AGREED_OK" : "AGREED_REFUSED";
            case Outcome.Split split -> "SPLIT";
            case Outcome.Rejected rejected -> "REJECTED_" + rejected.reason();
            case Outcome.Overdue overdue -> "OVERDUE";
            case Outcome.Unknown unknown -> "UNKNOWN_" + unknown.known();
        };
    }

    synchronized SortedMap<String, Integer> outcomes() {
        return new TreeMap<>(outcomes);
    }

    /** Requests with a final outcome. */
    synchronized int decided() {
        return decided;
    }

    /** Milliseconds below which that share of the final outcomes came. */
    synchronized double latency(double percentile) {
        return Math.round(micros.getValueAtPercentile(percentile) / MICROS_PER_MS * 10) / 10.0;
    }

    /** The usual percentiles, in ms. */
    synchronized Map<String, Double> latencies() {
        SortedMap<String, Double> latencies = new TreeMap<>();
        latencies.put("p50", latency(50));
        latencies.put("p99", latency(99));
        latencies.put("p99.9", latency(99.9));
        latencies.put("max", latency(100));
        return latencies;
    }
}
