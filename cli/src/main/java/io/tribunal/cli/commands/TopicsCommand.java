package io.tribunal.cli.commands;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.cli.output.JsonLines;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.topic.PartitionCount;
import io.tribunal.kafka.topic.TopicCreation;
import io.tribunal.kafka.topic.TopicDifference;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.schemas.topic.TopicNames;
import io.tribunal.schemas.topic.TopicSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares a cluster's topics with the catalogue, and creates the missing ones. */
@Command(name = "topics", mixinStandardHelpOptions = true, description = "Check and create the topics of a deployment.")
public final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** One line of output. */
    private record Line(String topic, int partitions, int replicationFactor, List<String> differences) {}

    /** How many copies and partitions a catalogue for any Kafka has. */
    static final class Shape {
        @Option(
                names = "--partitions",
                paramLabel = "P",
                description = "Partitions (default: as founded there, else 6).")
        private Optional<Integer> partitions = Optional.empty();

        @Option(names = "--replication-factor", paramLabel = "N", description = "Copies of each (default: 3).")
        private int replicationFactor = 3;

        TopicCatalogue catalogue(String namespace, Supplier<OptionalInt> founded) {
            int wanted = partitions.orElseGet(() -> founded.get().orElse(TopicCatalogue.DEFAULT_PARTITIONS));
            return new TopicCatalogue(namespace, wanted, replicationFactor);
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the catalogue's topics and how the cluster's differ; exit code 3 if they do.")
    int list(@Mixin ConnectionOptions connection, @Mixin Shape shape) {
        return run(connection, shape, TopicCreation::verify);
    }

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description = "Create missing topics; existing ones are never changed, exit code 3 if they differ.")
    int apply(@Mixin ConnectionOptions connection, @Mixin Shape shape) {
        return run(connection, shape, TopicCreation::apply);
    }

    private int run(
            ConnectionOptions connection,
            Shape shape,
            BiFunction<TopicCreation, List<TopicSpec>, List<TopicDifference>> work) {
        TribunalConfig config = connection.resolve();
        ClientSettings settings = new ClientSettings(config);
        String businessLog = TopicNames.of(config.namespace()).businessLog();
        try (Admin admin = Admin.create(settings.admin())) {
            List<TopicSpec> topics = shape.catalogue(
                            config.namespace(), () -> PartitionCount.find(admin, settings, businessLog))
                    .all();
            List<TopicDifference> differences = work.apply(new TopicCreation(admin), topics);
            JsonLines out = new JsonLines(spec.commandLine().getOut());
            topics.forEach(topic -> out.print(line(topic, differences)));
            return (differences.isEmpty() ? ExitCode.OK : ExitCode.VERIFICATION_FAILED).code();
        }
    }

    private static Line line(TopicSpec topic, List<TopicDifference> differences) {
        return new Line(
                topic.name(),
                topic.partitions(),
                topic.replicationFactor(),
                differences.stream()
                        .filter(difference -> difference.topic().equals(topic.name()))
                        .map(TopicDifference::toString)
                        .toList());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "topics list or topics apply?");
    }
}
