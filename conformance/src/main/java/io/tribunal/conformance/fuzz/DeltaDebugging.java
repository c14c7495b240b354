package io.tribunal.conformance.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing sequence small: ddmin (Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002). Tries
 * at most so many sequences.
 */
final class DeltaDebugging {
    private int budget;

    DeltaDebugging(int budget) {
        this.budget = budget;
    }

    /** A sub-sequence that still fails and, within the budget, none of whose items can be left out. */
    <T> List<T> minimise(List<T> failing, Predicate<List<T>> fails) {
        List<T> smallest = List.copyOf(failing);
        int parts = 2;
        while (smallest.size() >= 2 && budget > 0) {
            List<T> smaller = without(smallest, parts, fails);
            if (smaller.size() < smallest.size()) {
                smallest = smaller;
                parts = Math.max(2, parts - 1);
            } else if (parts >= smallest.size()) {
                return smallest;
            } else {
                parts = Math.min(smallest.size(), 2 * parts);
            }
        }
        return smallest;
    }

    /** The sequence without the first of its parts that is not needed; itself when all are. */
    private <T> List<T> without(List<T> items, int parts, Predicate<List<T>> fails) {
        for (int part = 0; part < parts && budget > 0; part++) {
            int from = (int) ((long) items.size() * part / parts);
            int to = (int) ((long) items.size() * (part + 1) / parts);
            List<T> rest = new ArrayList<>(items.subList(0, from));
            rest.addAll(items.subList(to, items.size()));
            budget--;
            if (!rest.isEmpty() && fails.test(rest)) {
                return rest;
            }
        }
        return items;
    }
}
