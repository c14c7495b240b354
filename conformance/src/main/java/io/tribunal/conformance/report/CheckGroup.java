package io.tribunal.conformance.report;

import io.tribunal.conformance.probe.ProbedExecutor;

/** A group of checks: one row of the table. */
public interface CheckGroup {
    String name();

    CheckResult run(ProbedExecutor executor);
}
