package io.tribunal.cli.options;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Options of commands that print one decision. */
public final class DecisionOptions {
    @Mixin
    private QueryOptions query = new QueryOptions();

    @Parameters(paramLabel = "N", description = "Number of the decision.")
    private long number;

    public QueryOptions query() {
        return query;
    }

    /** The decision's number. */
    public long number() {
        return number;
    }
}
