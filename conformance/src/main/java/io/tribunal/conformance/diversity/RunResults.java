package io.tribunal.conformance.diversity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * RunResults under one condition.
 *
 * @param condition for people
 * @param wrong by run, then by implementation: its wrong answer, if it gave one
 */
record RunResults(String condition, List<List<Optional<String>>> wrong) {
    RunResults {
        wrong = List.copyOf(wrong);
    }

    /** All runs as if under one condition. */
    static RunResults all(String condition, List<RunResults> parts) {
        List<List<Optional<String>>> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(part.wrong()));
        return new RunResults(condition, all);
    }

    int count() {
        return wrong.size();
    }

    /** In how many of them an implementation was wrong. */
    int wrongOf(int implementation) {
        return (int) wrong.stream()
                .filter(run -> run.get(implementation).isPresent())
                .count();
    }

    /** The first wrong answer of an implementation. */
    Optional<String> firstWrongOf(int implementation) {
        return wrong.stream().flatMap(run -> run.get(implementation).stream()).findFirst();
    }
}
