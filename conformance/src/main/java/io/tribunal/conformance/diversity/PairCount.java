package io.tribunal.conformance.diversity;

import java.util.List;
import java.util.Optional;

/**
 * How often two implementations were wrong in the same runs.
 *
 * @param bothWrong runs in which neither gave the right answer
 * @param escapes of these, runs in which both gave the same wrong one: a vote of the two would have passed it
 */
record PairCount(int runs, int bothWrong, int escapes) {
    static PairCount of(RunResults runs, int one, int other) {
        int bothWrong = 0;
        int escapes = 0;
        for (List<Optional<String>> run : runs.wrong()) {
            boolean both = run.get(one).isPresent() && run.get(other).isPresent();
            bothWrong += both ? 1 : 0;
            escapes += both && run.get(one).equals(run.get(other)) ? 1 : 0;
        }
        return new PairCount(runs.count(), bothWrong, escapes);
    }

    /** Of the probability of an escape in a run, 95 % one-sided. */
    double upperBound() {
        return UpperBound.of(escapes, runs);
    }
}
