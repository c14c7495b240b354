package io.tribunal.cli.commands;

import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.deployment.provisioning.Provisioning;
import io.tribunal.cli.options.DeploymentOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Founds a deployment on brokers that run already; the roles are started by whoever runs them. */
@Command(
        name = "provision",
        mixinStandardHelpOptions = true,
        description = {
            "Make keys, topics, genesis and a settings file for each role, on brokers that run already.",
            "Done again it changes nothing. Then start: tribunal execute --config DIR/roles/e1.properties, ..."
        })
public final class ProvisionCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Directory for keys and settings.")
    private Path directory = Path.of("");

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT,...",
            required = true,
            description = "Brokers to connect to first, as the roles see them.")
    private String bootstrapServers = "";

    @Option(
            names = "--schema-registry-url",
            paramLabel = "URL",
            defaultValue = "",
            description = "Schema registry, as the roles see it; for tools only.")
    private String schemaRegistryUrl = "";

    @Mixin
    private DeploymentOptions options = new DeploymentOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (DataDirectory data = DataDirectory.open(directory)) {
            ClusterFile cluster = new Provisioning(data, options.plan(DeploymentOptions.USUAL_VALIDATORS))
                    .provisionWithRoleFiles(bootstrapServers, schemaRegistryUrl);
            PrintWriter out = spec.commandLine().getOut();
            out.println("deployment " + cluster.deployment() + " is founded; settings are in " + data.roles());
            out.flush();
        }
        return 0;
    }
}
