package io.tribunal.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a demonstration came to.
 *
 * @param throughput final verdicts a second, from the first send to the last verdict
 * @param latencyMs from the client's send to the checked verdict
 * @param dissent deviations by executor and kind
 * @param equalStates partitions in which an executor's last state digest is the committed one, by executor
 * @param partitions in which there was anything to decide
 * @param decisions about executors, in their order
 * @param incomplete what did not get exactly one final verdict
 * @param contradictions what is not as it must be
 */
public record DemoSummary(
        int requests,
        double seconds,
        double throughput,
        SortedMap<String, Integer> outcomes,
        Map<String, Double> latencyMs,
        SortedMap<String, SortedMap<String, Integer>> dissent,
        SortedMap<String, Integer> equalStates,
        int partitions,
        List<DecisionSummary> decisions,
        List<String> incomplete,
        List<String> contradictions) {}
