package io.tribunal.cli.options;

import io.tribunal.schemas.topic.TopicCatalogue;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Partitions and replicas of the topics in the catalogue. */
public final class CatalogueOptions {
    @Option(
            names = "--partitions",
            paramLabel = "P",
            description = "Partitions (default: as many as an existing deployment has, else "
                    + TopicCatalogue.DEFAULT_PARTITIONS + ").")
    private Optional<Integer> partitions = Optional.empty();

    @Option(names = "--replication-factor", paramLabel = "N", description = "Replicas of each partition (default: 3).")
    private int replicationFactor = 3;

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
