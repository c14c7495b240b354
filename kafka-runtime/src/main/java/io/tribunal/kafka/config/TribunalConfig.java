package io.tribunal.kafka.config;

import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.schemas.registry.RegistryConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all roles and commands share. A role adds its own keys to {@link #definition()} and reads them
 * from {@link #own()}.
 *
 * @param deployment SHA-256 of the genesis payload; if empty, pinned on first use where the command allows that
 * @param health where to answer health checks; port 0 for nowhere
 * @param kafka settings for every Kafka client, without the prefix {@code kafka.}
 * @param own every resolved setting by key, including the roles' own
 */
public record TribunalConfig(
        String bootstrapServers,
        String namespace,
        Optional<Hash> deployment,
        Optional<String> schemaRegistryUrl,
        Optional<Path> keyFile,
        Optional<ExecutorId> executorId,
        Optional<String> executorVariant,
        Optional<ClientId> clientId,
        InetSocketAddress health,
        Map<String, String> kafka,
        Map<String, Object> own) {
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    public static final String NAMESPACE = "tribunal.namespace";
    public static final String DEPLOYMENT = "tribunal.deployment";
    public static final String SCHEMA_REGISTRY_URL = "schema.registry.url";
    public static final String KEY_FILE = "tribunal.key.file";
    public static final String EXECUTOR_ID = "tribunal.executor.id";
    public static final String EXECUTOR_VARIANT = "tribunal.executor.variant";
    public static final String CLIENT_ID = "tribunal.client.id";
    public static final String HEALTH_ADDRESS = "tribunal.health.address";
    public static final String HEALTH_PORT = "tribunal.health.port";

    /** What a namespace is, for people. */
    public static final String NAMESPACE_GRAMMAR = "1 to 100 of A-Z a-z 0-9 . _ -";

    private static final Pattern NAMESPACE_PATTERN = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_PORT = 65_535;

    public TribunalConfig {
        if (bootstrapServers.isBlank()) {
            throw new ConfigException(BOOTSTRAP_SERVERS + " is empty; give host:port of a broker");
        }
        if (!isNamespace(namespace)) {
            throw new ConfigException(NAMESPACE + " must be " + NAMESPACE_GRAMMAR);
        }
        kafka = Map.copyOf(kafka);
        own = new TreeMap<>(own);
    }

    /** Whether topics can have this prefix. */
    public static boolean isNamespace(String text) {
        return NAMESPACE_PATTERN.matcher(text).matches();
    }

    /** A new definition of the shared settings, to which a role adds its own keys. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef()
                .define(
                        BOOTSTRAP_SERVERS,
                        ConfigDef.Type.STRING,
                        Importance.HIGH,
                        "Brokers to connect to first, host:port,...")
                .define(NAMESPACE, ConfigDef.Type.STRING, "tribunal", Importance.HIGH, "Prefix of all topic names.")
                .define(
                        DEPLOYMENT,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.HIGH,
                        "SHA-256 of the genesis payload, 64 hex digits; records of other deployments are void.")
                .define(
                        SCHEMA_REGISTRY_URL,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "Schema registry for third-party tools.")
                .define(
                        KEY_FILE,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.HIGH,
                        "Private Ed25519 key to sign with, PKCS#8 PEM.")
                .define(EXECUTOR_ID, ConfigDef.Type.STRING, null, Importance.HIGH, "Id of this executor in genesis.")
                .define(
                        EXECUTOR_VARIANT,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "Implementation that executes requests.")
                .define(CLIENT_ID, ConfigDef.Type.STRING, null, Importance.HIGH, "Id of this client in genesis.")
                .define(
                        HEALTH_ADDRESS,
                        ConfigDef.Type.STRING,
                        LOOPBACK,
                        Importance.LOW,
                        "Address of the health port. There is no authentication: use other addresses than loopback only in a private network.")
                .define(
                        HEALTH_PORT,
                        ConfigDef.Type.INT,
                        0,
                        ConfigDef.Range.between(0, MAX_PORT),
                        Importance.LOW,
                        "Port that answers GET /health and GET /metrics; 0 for none.");
        RegistryConfig.definition().configKeys().values().stream()
                .filter(key -> !definition.names().contains(key.name))
                .forEach(definition::define);
        return definition;
    }

    /** The shared settings from the result of {@link ConfigSources#resolve}. */
    public static TribunalConfig of(Map<String, Object> resolved) {
        Map<String, String> kafka = new TreeMap<>();
        resolved.forEach((key, value) -> {
            if (key.startsWith(ConfigSources.KAFKA_PREFIX)) {
                kafka.put(key.substring(ConfigSources.KAFKA_PREFIX.length()), String.valueOf(value));
            }
        });
        return new TribunalConfig(
                String.valueOf(resolved.get(BOOTSTRAP_SERVERS)),
                String.valueOf(resolved.get(NAMESPACE)),
                optional(resolved, DEPLOYMENT, Hash::hex),
                optional(resolved, SCHEMA_REGISTRY_URL, Function.identity()),
                optional(resolved, KEY_FILE, Path::of),
                optional(resolved, EXECUTOR_ID, ExecutorId::new),
                optional(resolved, EXECUTOR_VARIANT, Function.identity()),
                optional(resolved, CLIENT_ID, ClientId::new),
                health(resolved),
                kafka,
                resolved);
    }

    private static InetSocketAddress health(Map<String, Object> resolved) {
        String host = String.valueOf(resolved.get(HEALTH_ADDRESS));
        InetSocketAddress address =
                new InetSocketAddress(host, resolved.get(HEALTH_PORT) instanceof Integer port ? port : 0);
        if (host.isBlank() || address.isUnresolved()) {
            throw new ConfigException(HEALTH_ADDRESS, host, "no address of this machine; 0.0.0.0 listens on all");
        }
        return address;
    }

    private static <T> Optional<T> optional(Map<String, Object> resolved, String key, Function<String, T> parser) {
        @Nullable Object value = resolved.get(key);
        if (value == null || value.toString().isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(value.toString()));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, e.getMessage());
        }
    }

    /**
     * The value of a setting that this role requires.
     *
     * @throws ConfigException when it is not set
     */
    public static <T> T required(Optional<T> value, String key) {
        return value.orElseThrow(() -> new ConfigException(
                key + " is missing; set it in the --config file or as " + ConfigSources.environmentName(key)));
    }
}
