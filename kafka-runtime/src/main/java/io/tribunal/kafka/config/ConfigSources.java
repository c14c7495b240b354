package io.tribunal.kafka.config;

import io.tribunal.kafka.files.PropertiesFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The sources of settings, in order of precedence: flag, environment, file, default. An unknown key is an error in
 * every source; keys under {@code kafka.} are Kafka's own and pass through unchecked.
 */
public final class ConfigSources {
    /** Prefix of settings that go to every Kafka client, without the prefix. */
    public static final String KAFKA_PREFIX = "kafka.";

    private static final String TRIBUNAL_PREFIX = "tribunal.";
    private static final String ENVIRONMENT_PREFIX = "TRIBUNAL_";
    private static final String ENVIRONMENT_KAFKA_PREFIX = ENVIRONMENT_PREFIX + "KAFKA_";

    private final Map<String, String> file = new TreeMap<>();
    private final Map<String, Path> origins = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, String> flags = new TreeMap<>();

    /** Adds the settings of a properties file; a later file overrides an earlier one. */
    public ConfigSources file(Path path) {
        properties(path).forEach((key, value) -> put(key, value, path));
        return this;
    }

    /**
     * Adds a file of Kafka client settings, as in the {@code --command-config} option of Kafka's own tools. Its keys
     * get the prefix {@code kafka.}, except {@code bootstrap.servers}.
     */
    public ConfigSources commandConfig(Path path) {
        properties(path).forEach((key, value) -> put(isBootstrap(key) ? key : KAFKA_PREFIX + key, value, path));
        return this;
    }

    private void put(String key, String value, Path path) {
        file.put(key, value);
        origins.put(key, path);
    }

    /** Adds {@code TRIBUNAL_...} variables: {@code TRIBUNAL_KEY_FILE} is {@code tribunal.key.file}. */
    public ConfigSources environment(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX)) {
                environment.put(name, value);
            }
        });
        return this;
    }

    /** Adds one setting from the command line. */
    public ConfigSources flag(String key, String value) {
        flags.put(key, value);
        return this;
    }

    /**
     * All settings of the definition, typed, and the {@code kafka.} keys.
     *
     * @throws ConfigException for an unknown key or an invalid value
     */
    public Map<String, Object> resolve(ConfigDef definition) {
        Map<String, String> effective = new HashMap<>(file);
        effective.putAll(environmentKeys(definition));
        effective.putAll(flags);
        Map<String, Object> resolved = new TreeMap<>();
        effective.forEach((key, value) -> {
            if (key.startsWith(KAFKA_PREFIX)) {
                resolved.put(key, value);
            } else if (!definition.names().contains(key)) {
                String origin = origins.containsKey(key) && !flags.containsKey(key) ? " in " + origins.get(key) : "";
                throw new ConfigException("unknown setting " + key + origin + "; known are "
                        + String.join(", ", definition.names().stream().sorted().toList()) + " and kafka.*");
            }
        });
        resolved.putAll(definition.parse(effective));
        return resolved;
    }

    /**
     * Checks the names of the environment variables alone.
     *
     * @throws ConfigException for a variable that the definition does not know
     */
    public void requireKnownVariables(ConfigDef definition) {
        environmentKeys(definition);
    }

    private Map<String, String> environmentKeys(ConfigDef definition) {
        Map<String, String> keys = new HashMap<>();
        Map<String, String> known = new HashMap<>();
        definition.names().forEach(key -> known.put(environmentName(key), key));
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_KAFKA_PREFIX)) {
                String key = name.substring(ENVIRONMENT_KAFKA_PREFIX.length()).toLowerCase(Locale.ROOT);
                keys.put(KAFKA_PREFIX + key.replace('_', '.'), value);
            } else if (known.containsKey(name)) {
                keys.put(known.get(name), value);
            } else {
                throw new ConfigException("unknown environment variable " + name + "; known are "
                        + String.join(", ", known.keySet().stream().sorted().toList()) + " and TRIBUNAL_KAFKA_*");
            }
        });
        return keys;
    }

    /** The effective value of one setting, as it was given. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(flags.get(key))
                .or(() -> Optional.ofNullable(environment.get(environmentName(key))))
                .or(() -> Optional.ofNullable(file.get(key)));
    }

    /** The environment variable that sets a key. */
    public static String environmentName(String key) {
        String bare = key.startsWith(TRIBUNAL_PREFIX) ? key.substring(TRIBUNAL_PREFIX.length()) : key;
        return ENVIRONMENT_PREFIX + bare.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static boolean isBootstrap(String key) {
        return key.equals(TribunalConfig.BOOTSTRAP_SERVERS);
    }

    private static Map<String, String> properties(Path path) {
        try {
            Map<String, String> values = PropertiesFile.read(path);
            values.replaceAll((name, value) -> value.strip());
            return values;
        } catch (NoSuchFileException e) {
            throw new ConfigException("there is no file " + path);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("cannot read " + path + ": " + e.getMessage());
        }
    }
}
