package io.tribunal.conformance.report;

import java.util.Optional;

/**
 * The result of one group of checks on one executor.
 *
 * @param firstFailure in words, fit for a terminal
 */
public record CheckResult(int passed, int total, Optional<String> firstFailure) {
    /** The executor was given up after too many failures in other groups. */
    public static final CheckResult NOT_ASKED = new CheckResult(0, 0, Optional.empty());

    public boolean isPassed() {
        return total > 0 && passed == total && firstFailure.isEmpty();
    }

    @Override
    public String toString() {
        return total == 0 ? "not asked" : passed + "/" + total;
    }
}
