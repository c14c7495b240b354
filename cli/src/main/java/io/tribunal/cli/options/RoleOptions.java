package io.tribunal.cli.options;

import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import picocli.CommandLine.Option;

/** Where a role's settings come from: {@code --config FILE}, the environment, {@code --set KEY=VALUE}. */
public final class RoleOptions implements ClusterAddress {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file with the settings of this role; TRIBUNAL_... variables win over it.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting; wins over file and environment. Can be repeated.")
    private Map<String, String> settings = Map.of();

    private Optional<String> brokers = Optional.empty();

    /** The sources: {@code --set} wins over the environment, which wins over the file. */
    public ConfigSources sources() {
        ConfigSources sources = new ConfigSources();
        file.ifPresent(sources::file);
        sources.environment(System.getenv());
        settings.forEach(sources::flag);
        brokers = sources.find(TribunalConfig.BOOTSTRAP_SERVERS);
        return sources;
    }

    /**
     * The effective settings of a role.
     *
     * @param definition all keys that the role knows
     */
    public TribunalConfig resolve(ConfigDef definition) {
        return TribunalConfig.of(sources().resolve(definition));
    }

    @Override
    public Optional<String> brokers() {
        return brokers;
    }
}
