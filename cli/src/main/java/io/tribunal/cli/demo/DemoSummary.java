package io.tribunal.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The result of a demo.
 *
 * @param throughput final verdicts a second, from the first send to the last verdict
 * @param latencyMs from the client's send to the checked verdict
 * @param dissent number of deviations, by executor and kind
 * @param equalStates by executor, in how many partitions its last state digest equals the committed one
 * @param partitions how many partitions have verdicts
 * @param decisions about executors, in the order of their numbers
 * @param incomplete what lacks exactly one final verdict, or a decision
 * @param contradictions what must not happen with at most f faulty executors
 */
public record DemoSummary(
        int requests,
        double seconds,
        double throughput,
        SortedMap<String, Integer> outcomes,
        Map<String, Double> latencyMs,
        SortedMap<String, SortedMap<String, Integer>> dissent,
        Map<String, Integer> equalStates,
        int partitions,
        List<DecisionSummary> decisions,
        List<String> incomplete,
        List<String> contradictions) {}
