package io.tribunal.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * The connection settings of a registry, with Confluent's names.
 *
 * @param urls tried in this order
 * @param userInfo {@code user:password} for basic authentication
 * @param ssl the {@code schema.registry.ssl.*} settings without their prefix, parsed
 * @param retries after the first attempt at all urls
 */
public record RegistryConfig(
        List<URI> urls,
        Optional<String> userInfo,
        Map<String, Object> ssl,
        Duration connectTimeout,
        Duration readTimeout,
        int retries,
        Duration retryWait) {
    public static final String URL = "schema.registry.url";
    public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    public static final String USER_INFO = "basic.auth.user.info";
    public static final String SSL_PREFIX = "schema.registry.";
    public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    public static final String READ_TIMEOUT = "http.read.timeout.ms";
    public static final String RETRIES = "max.retries";
    public static final String RETRY_WAIT = "retries.wait.ms";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    URL,
                    ConfigDef.Type.LIST,
                    List.of(),
                    ConfigDef.Importance.HIGH,
                    "Registry addresses; none: records are framed with id 0.")
            .define(
                    CREDENTIALS_SOURCE,
                    ConfigDef.Type.STRING,
                    "URL",
                    ConfigDef.Importance.MEDIUM,
                    "URL (user:password@ in it) or USER_INFO.")
            .define(
                    USER_INFO,
                    ConfigDef.Type.PASSWORD,
                    new Password(""),
                    ConfigDef.Importance.MEDIUM,
                    "user:password for USER_INFO.")
            .define(
                    CONNECT_TIMEOUT,
                    ConfigDef.Type.INT,
                    5_000,
                    ConfigDef.Importance.LOW,
                    "Longest wait for a connection, ms.")
            .define(
                    READ_TIMEOUT,
                    ConfigDef.Type.INT,
                    10_000,
                    ConfigDef.Importance.LOW,
                    "Longest wait for an answer, ms.")
            .define(
                    RETRIES,
                    ConfigDef.Type.INT,
                    3,
                    ConfigDef.Importance.LOW,
                    "Retries after I/O errors, 408, 429 and 5xx.")
            .define(
                    RETRY_WAIT,
                    ConfigDef.Type.INT,
                    200,
                    ConfigDef.Importance.LOW,
                    "Wait before the first retry, ms; doubled for each further one.");

    public RegistryConfig {
        urls = List.copyOf(urls);
        ssl = new HashMap<>(ssl);
    }

    /** The settings; empty when no registry is configured. */
    public static Optional<RegistryConfig> of(Map<String, ?> settings) {
        AbstractConfig config = new AbstractConfig(DEFINITION, settings, false);
        List<URI> urls = config.getList(URL).stream().map(RegistryConfig::uri).toList();
        if (urls.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RegistryConfig(
                urls,
                userInfo(config, urls.get(0)),
                ssl(config),
                Duration.ofMillis(config.getInt(CONNECT_TIMEOUT)),
                Duration.ofMillis(config.getInt(READ_TIMEOUT)),
                config.getInt(RETRIES),
                Duration.ofMillis(config.getInt(RETRY_WAIT))));
    }

    /** The definition of these settings. */
    public static ConfigDef definition() {
        return new ConfigDef(DEFINITION);
    }

    private static Optional<String> userInfo(AbstractConfig config, URI url) {
        String source = config.getString(CREDENTIALS_SOURCE).toUpperCase(Locale.ROOT);
        return switch (source) {
            case "URL" -> Optional.ofNullable(url.getUserInfo());
            case "USER_INFO" ->
                Optional.of(config.getPassword(USER_INFO).value()).filter(info -> !info.isEmpty());
            default -> throw new ConfigException(CREDENTIALS_SOURCE, source, "must be URL or USER_INFO");
        };
    }

    private static Map<String, Object> ssl(AbstractConfig config) {
        Map<String, Object> given = config.originalsWithPrefix(SSL_PREFIX);
        given.keySet().removeIf(key -> !key.startsWith("ssl."));
        if (given.isEmpty()) {
            return Map.of();
        }
        ConfigDef definition = new ConfigDef();
        SslConfigs.addClientSslSupport(definition);
        return new HashMap<>(new AbstractConfig(definition, given, false).values());
    }

    private static URI uri(String url) {
        try {
            URI uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigException(URL, url, "is not a URL: " + e.getMessage());
        }
        throw new ConfigException(URL, url, "must begin with http:// or https:// and name a host");
    }
}
