package io.tribunal.cli.commands;

import io.tribunal.cli.input.DeploymentLogs;
import io.tribunal.cli.options.CatalogueOptions;
import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.cli.output.JsonLines;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.topic.PartitionCount;
import io.tribunal.kafka.topic.TopicCreation;
import io.tribunal.kafka.topic.TopicDifference;
import io.tribunal.schemas.topic.TopicNames;
import io.tribunal.schemas.topic.TopicSpec;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares a cluster's topics with the catalogue, and creates missing ones. */
@Command(name = "topics", mixinStandardHelpOptions = true, description = "Check and create the topics of a deployment.")
public final class TopicsCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** One line of output. */
    private record Line(String topic, int partitions, int replicationFactor, List<String> differences) {}

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List the catalogue's topics and how those of the cluster differ; exit code 3 if any does.")
    int list(@Mixin ConnectionOptions connection, @Mixin CatalogueOptions options) {
        return run(connection, options, TopicCreation::verify);
    }

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description = "Create missing topics. Existing ones are never changed; exit code 3 if any differs.")
    int apply(@Mixin ConnectionOptions connection, @Mixin CatalogueOptions options) {
        return run(connection, options, TopicCreation::apply);
    }

    private int run(
            ConnectionOptions connection,
            CatalogueOptions options,
            BiFunction<TopicCreation, List<TopicSpec>, List<TopicDifference>> action) {
        options.require();
        TribunalConfig config = connection.resolve();
        ClientSettings settings = new ClientSettings(config);
        String businessLog = TopicNames.of(config.namespace()).businessLog();
        try (Admin admin = Admin.create(settings.admin())) {
            if (config.deployment().isPresent()
                    && PartitionCount.inTopic(admin, businessLog).isPresent()) {
                DeploymentLogs.genesis(config);
            }
            List<TopicSpec> topics = options.catalogue(
                            config.namespace(), () -> PartitionCount.find(admin, settings, businessLog))
                    .all();
            List<TopicDifference> differences = action.apply(new TopicCreation(admin), topics);
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
}
