package io.tribunal.cli.conformance;

/** Checks that belong together: a row of the table. */
public interface Group {
    String name();

    Result run(Subject subject);
}
