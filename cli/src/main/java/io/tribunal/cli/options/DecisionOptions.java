package io.tribunal.cli.options;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options of commands that print one decision. */
public final class DecisionOptions {
    @Mixin
    private QueryOptions query = new QueryOptions();

    @Parameters(paramLabel = "N", description = "Number of the decision, from 1.")
    private long number;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    public QueryOptions query() {
        return query;
    }

    /**
     * The decision's number.
     *
     * @throws ParameterException if no decision can have it
     */
    public long number() {
        OptionValue.requireAtLeast(spec, "N", 1, number);
        return number;
    }
}
