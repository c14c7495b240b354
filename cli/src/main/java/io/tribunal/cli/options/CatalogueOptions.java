package io.tribunal.cli.options;

import io.tribunal.schemas.topic.TopicCatalogue;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Partitions and replicas of the topics in the catalogue. */
public final class CatalogueOptions {
    static final int MOST_PARTITIONS = 1_000;

    @Option(
            names = "--partitions",
            paramLabel = "P",
            description = "Partitions (default: as many as an existing deployment has, else "
                    + TopicCatalogue.DEFAULT_PARTITIONS + ").")
    private Optional<Integer> partitions = Optional.empty();

    @Option(names = "--replication-factor", paramLabel = "N", description = "Replicas of each partition (default: 3).")
    private int replicationFactor = 3;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * Checks the options.
     *
     * @throws ParameterException if a number is not one that topics can have
     */
    public void require() {
        OptionValue.require(
                spec,
                partitions.orElse(1) >= 1 && partitions.orElse(1) <= MOST_PARTITIONS,
                "--partitions must be 1 to " + MOST_PARTITIONS + ", not " + partitions.orElse(1));
        OptionValue.require(
                spec,
                replicationFactor >= 1 && replicationFactor <= Short.MAX_VALUE,
                "--replication-factor must be 1 to " + Short.MAX_VALUE + ", not " + replicationFactor);
    }

    /**
     * The catalogue with the chosen partitions and replicas.
     *
     * @param existing how many partitions the cluster's business log has, if there is one
     */
    public TopicCatalogue catalogue(String namespace, Supplier<OptionalInt> existing) {
        int count = partitions.orElseGet(() -> existing.get().orElse(TopicCatalogue.DEFAULT_PARTITIONS));
        return new TopicCatalogue(namespace, count, replicationFactor);
    }
}
