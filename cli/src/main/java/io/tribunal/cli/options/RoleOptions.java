package io.tribunal.cli.options;

import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import picocli.CommandLine.Option;

/** How a role is told its settings: {@code --config FILE}, environment, single overrides. */
public final class RoleOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings of this role; TRIBUNAL_... variables win over it.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; wins over file and environment.")
    private Map<String, String> settings = Map.of();

    /** Flag over environment over file. */
    public ConfigSources sources() {
        ConfigSources sources = new ConfigSources();
        file.ifPresent(sources::file);
        sources.environment(System.getenv());
        settings.forEach(sources::flag);
        return sources;
    }

    /** The settings of a role whose own keys are in the definition. */
    public TribunalConfig resolve(ConfigDef definition) {
        return TribunalConfig.of(sources().resolve(definition));
    }
}
