package io.tribunal.conformance.diversity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the subset of implementations with the least overlap: the smallest sum of overlap points over its pairs, then the fewest
 * escapes, then the first by position.
 */
final class SubsetChoice {
    private final List<Pair> pairs;

    SubsetChoice(List<Pair> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    /** Positions, ascending. */
    List<Integer> best(int among, int size) {
        return subsets(0, among, size).stream()
                .min(Comparator.<List<Integer>>comparingInt(this::points).thenComparingInt(this::escapes))
                .orElseThrow();
    }

    int points(List<Integer> subset) {
        return within(subset).stream().mapToInt(pair -> pair.overlap().points()).sum();
    }

    private int escapes(List<Integer> subset) {
        return within(subset).stream()
                .mapToInt(pair -> pair.independent().escapes()
                        + pair.common().escapes()
                        + pair.environment().escapes())
                .sum();
    }

    private List<Pair> within(List<Integer> subset) {
        return pairs.stream()
                .filter(pair -> subset.contains(pair.one()) && subset.contains(pair.other()))
                .toList();
    }

    /** In lexicographic order, so that ties go to the first. */
    private static List<List<Integer>> subsets(int from, int among, int size) {
        if (size == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> subsets = new ArrayList<>();
        for (int first = from; first <= among - size; first++) {
            for (List<Integer> rest : subsets(first + 1, among, size - 1)) {
                List<Integer> subset = new ArrayList<>(List.of(first));
                subset.addAll(rest);
                subsets.add(subset);
            }
        }
        return subsets;
    }
}
