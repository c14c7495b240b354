package io.tribunal.conformance;

/** Checks that belong together: a row of the table. */
public interface Group {
    String name();

    CheckResult run(ProbedExecutor subject);
}
