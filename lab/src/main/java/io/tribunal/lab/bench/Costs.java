package io.tribunal.lab.bench;

import java.util.Map;
import java.util.Optional;

/**
 * What one answer costs, as a mean over the measured window.
 *
 * @param processorMs processor time in ms, by what uses it
 * @param answersPerBatch answers in each record that an executor writes, heartbeats counted
 * @param allocatedBytes of heap, by the measuring process and the parts in it
 * @param liveHeapBytes bytes that the last collection of that process left, at the end of the window; not by answer
 * @param cluster empty when the Kafka nodes are processes of their own
 */
public record Costs(
        Map<String, Double> processorMs,
        double answersPerBatch,
        double allocatedBytes,
        long liveHeapBytes,
        Optional<ClusterShare> cluster) {
    /** Requests to the Kafka nodes and bytes through them. */
    public record ClusterShare(double requests, double bytesIn, double bytesOut) {
        static ClusterShare of(ClusterCounters counters, long answers) {
            return new ClusterShare(
                    counters.requests() / (double) answers,
                    counters.bytesIn() / (double) answers,
                    counters.bytesOut() / (double) answers);
        }
    }

    double processorMsInAll() {
        return processorMs.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
