package io.tribunal.cli.conformance;

import java.util.Optional;

/**
 * What came of one group of checks on one executor.
 *
 * @param firstFailure in words, fit for a terminal
 */
public record Result(int passed, int total, Optional<String> firstFailure) {
    public boolean isPassed() {
        return passed == total && firstFailure.isEmpty();
    }

    @Override
    public String toString() {
        return passed + "/" + total;
    }
}
