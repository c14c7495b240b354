package io.tribunal.cli.options;

import io.tribunal.core.identity.Hash;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The cluster that a command connects to: that of a running {@code up}, or one given by Kafka's usual options. */
public final class ConnectionOptions implements ClusterAddress {
    @Option(names = "--data", paramLabel = "DIR", description = "Data directory of a running 'tribunal up'.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT,...",
            description = "Brokers for the first connection.")
    private Optional<String> bootstrapServer = Optional.empty();

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "File with Kafka client settings, such as those of security.")
    private Optional<Path> commandConfig = Optional.empty();

    @Option(names = "--namespace", paramLabel = "NAME", description = "Prefix of the topic names.")
    private Optional<String> namespace = Optional.empty();

    @Option(
            names = "--deployment",
            paramLabel = "HEX",
            description = "Accept only the deployment with this SHA-256 of its genesis payload.")
    private Optional<Hash> deployment = Optional.empty();

    private Optional<String> brokers = Optional.empty();

    /** The data directory, if one was given. */
    Optional<Path> data() {
        return data;
    }

    /**
     * The cluster of the data directory, if one was given.
     *
     * @throws UserError if nothing runs there
     */
    Optional<ClusterFile> cluster() {
        return data.map(directory -> {
            ClusterFile cluster = ClusterFile.read(directory);
            if (DataDirectory.holder(directory).isEmpty()) {
                throw new UserError(
                        ExitCode.UNREACHABLE,
                        "nothing runs in " + directory + "; start it with: tribunal up --data " + directory);
            }
            return cluster;
        });
    }

    /** The effective settings; options win over the data directory, which wins over environment and file. */
    public TribunalConfig resolve() {
        if (data.isEmpty() && bootstrapServer.isEmpty() && !System.getenv().containsKey(bootstrapVariable())) {
            throw new UserError(ExitCode.USAGE, "no cluster given; use --data DIR or --bootstrap-server HOST:PORT");
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
        deployment.ifPresent(value -> sources.flag(TribunalConfig.DEPLOYMENT, value.toHex()));
        brokers = sources.find(TribunalConfig.BOOTSTRAP_SERVERS);
        return TribunalConfig.of(sources.resolve(TribunalConfig.definition()));
    }

    @Override
    public Optional<String> brokers() {
        return brokers;
    }

    private static String bootstrapVariable() {
        return ConfigSources.environmentName(TribunalConfig.BOOTSTRAP_SERVERS);
    }
}
