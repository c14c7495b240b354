package io.tribunal.cli.options;

import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.plan.Placement;
import io.tribunal.deployment.process.Lifetime;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a deployment on this machine is spread over processes and Kafka nodes. */
public final class ArrangementOptions {
    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "Kafka nodes: 1, or 3 that keep three copies of every record and survive the crash of one"
                    + " (default: as many as the data directory has, else 1).")
    private Optional<Integer> nodes = Optional.empty();

    @Option(
            names = "--processes",
            description = "Give each Kafka node and each role a process of its own, so that one can be killed alone.")
    private boolean processes;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * The arrangement, for a short while.
     *
     * @throws ParameterException if the number of nodes is neither 1 nor 3
     */
    public Arrangement arrangement() {
        OptionValue.require(
                spec,
                nodes.orElse(1) == 1 || nodes.orElse(1) == Arrangement.REPLICAS,
                "--nodes must be 1 or " + Arrangement.REPLICAS + ", not " + nodes.orElse(1));
        return new Arrangement(
                processes ? Placement.PROCESSES : Placement.ONE_PROCESS,
                nodes.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                Lifetime.SHORT);
    }
}
