package io.tribunal.conformance.report;

import io.tribunal.conformance.probe.ProbedExecutor;
/** Checks that belong together: a row of the table. */
public interface CheckGroup {
    String name();

    CheckResult run(ProbedExecutor subject);
}
