package io.tribunal.cli.demo;

import io.tribunal.core.log.Status;
import io.tribunal.ingest.Outcome;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts outcomes and measures the time from send to checked verdict. Thread-safe. */
final class OutcomeCounts {
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MS = 1_000.0;

    private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), DIGITS);
    private final SortedMap<String, Integer> outcomes = new TreeMap<>();
    private int decided;

    synchronized void count(Outcome outcome, long nanos) {
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

    /** By name. */
    synchronized SortedMap<String, Integer> counts() {
        return new TreeMap<>(outcomes);
    }

    /** Requests with a final outcome. */
    synchronized int decided() {
        return decided;
    }

    /** A percentile of the time to a final outcome, in ms. */
    synchronized double latency(double percentile) {
        return Math.round(micros.getValueAtPercentile(percentile) / MICROS_PER_MS * 10) / 10.0;
    }

    /** The percentiles of the summary, in ms. */
    synchronized Map<String, Double> latencies() {
        SortedMap<String, Double> latencies = new TreeMap<>();
        latencies.put("p50", latency(50));
        latencies.put("p99", latency(99));
        latencies.put("p99.9", latency(99.9));
        latencies.put("max", latency(100));
        return latencies;
    }
}
