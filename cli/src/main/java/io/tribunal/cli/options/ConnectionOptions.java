package io.tribunal.cli.options;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a client command finds the cluster: {@code --data DIR} of an {@code up}, or Kafka's own options. */
public final class ConnectionOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "Data directory of a running 'tribunal up'.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--bootstrap-server", paramLabel = "HOST:PORT,...", description = "Brokers to connect to first.")
    private Optional<String> bootstrapServer = Optional.empty();

    @Option(names = "--command-config", paramLabel = "FILE", description = "Kafka client settings, such as security.")
    private Optional<Path> commandConfig = Optional.empty();

    @Option(names = "--namespace", paramLabel = "NAME", description = "Prefix of all topic names.")
    private Optional<String> namespace = Optional.empty();

    @Option(names = "--deployment", paramLabel = "HEX", description = "SHA-256 of the genesis payload to insist on.")
    private Optional<String> deployment = Optional.empty();

    /** The data directory, if one was given. */
    public Optional<Path> data() {
        return data;
    }

    /** The data directory's cluster, if one was given; a {@link UserError} where nothing runs there. */
    public Optional<ClusterFile> cluster() {
        return data.map(directory -> {
            ClusterFile cluster = ClusterFile.read(directory);
            if (DataDirectory.holder(directory).isEmpty()) {
                throw new UserError(
                        "nothing runs in " + directory + "; start it with: tribunal up --data " + directory);
            }
            return cluster;
        });
    }

    /** The effective settings; flags win over the data directory's, those over environment and file. */
    public TribunalConfig resolve() {
        if (data.isEmpty() && bootstrapServer.isEmpty() && !System.getenv().containsKey(bootstrapVariable())) {
            throw new UserError(ExitCode.USAGE, "which cluster? give --data DIR or --bootstrap-server HOST:PORT");
        }
        ConfigSources sources = new ConfigSources().environment(System.getenv());
        commandConfig.ifPresent(sources::commandConfig);
        cluster()
                .ifPresent(cluster -> sources.flag(TribunalConfig.BOOTSTRAP_SERVERS, cluster.bootstrapServers())
                        .flag(TribunalConfig.NAMESPACE, cluster.namespace())
                        .flag(TribunalConfig.DEPLOYMENT, cluster.deployment())
                        .flag(TribunalConfig.SCHEMA_REGISTRY_URL, cluster.schemaRegistryUrl()));
        bootstrapServer.ifPresent(value -> sources.flag(TribunalConfig.BOOTSTRAP_SERVERS, value));
        namespace.ifPresent(value -> sources.flag(TribunalConfig.NAMESPACE, value));
        deployment.ifPresent(value -> sources.flag(TribunalConfig.DEPLOYMENT, value));
        return TribunalConfig.of(sources.resolve(TribunalConfig.definition()));
    }

    private static String bootstrapVariable() {
        return ConfigSources.environmentName(TribunalConfig.BOOTSTRAP_SERVERS);
    }
}
