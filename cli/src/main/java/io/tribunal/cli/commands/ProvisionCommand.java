package io.tribunal.cli.commands;

import io.tribunal.cli.options.DeploymentOptions;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.deployment.provisioning.Provisioning;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates a deployment on existing brokers. The user starts the roles. */
@Command(
        name = "provision",
        mixinStandardHelpOptions = true,
        description = {
            "Create keys, topics, genesis and a settings file for each role, on existing brokers.",
            "A second run changes nothing. Then start: tribunal execute --config DIR/roles/e1.properties, ..."
        })
public final class ProvisionCommand implements Callable<Integer> {
    static final String ACCEPT_TOPICS =
            "Once, after a restore from a backup: take the topics as they are now, though they are"
                    + " not those with which the deployment was founded. Missing ones are made anew and empty.";

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Directory for keys and settings.")
    private Path directory = Path.of("");

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT,...",
            required = true,
            description = "Brokers for the first connection, as the roles reach them.")
    private String bootstrapServers = "";

    @Option(
            names = "--schema-registry-url",
            paramLabel = "URL",
            defaultValue = "",
            description = "Schema registry, as the roles reach it; only tools use it.")
    private String schemaRegistryUrl = "";

    @Option(names = "--accept-topics", description = ACCEPT_TOPICS)
    private boolean acceptTopics;

    @Mixin
    private DeploymentOptions options = new DeploymentOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (DataDirectory data = DataDirectory.open(directory)) {
            DeploymentPlan plan =
                    options.plan(DeploymentOptions.USUAL_VALIDATORS).withAcceptTopics(acceptTopics);
            ClusterFile cluster =
                    new Provisioning(data, plan).provisionWithRoleFiles(bootstrapServers, schemaRegistryUrl);
            PrintWriter out = spec.commandLine().getOut();
            out.println("deployment " + cluster.deployment() + " is ready; the settings of its roles are in "
                    + data.roles());
            out.flush();
        }
        return 0;
    }
}
