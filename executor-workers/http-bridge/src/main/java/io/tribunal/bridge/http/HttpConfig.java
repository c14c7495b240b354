package io.tribunal.bridge.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of the variant http: how to reach the service, and when to repeat a request.
 *
 * @param url with {@code {operation}} and, when the bridge starts the service, {@code {port}} to be filled in
 * @param command starts the service; empty when it is started by other means
 * @param restorePath accepts a verified snapshot; empty when the service cannot
 * @param timeout for one attempt, from connecting to the last byte
 * @param retryOperations operations that may be sent twice; {@code *} for all
 * @param refuses whether a failure is answered REFUSED; if not, the bridge blocks
 * @param concurrency requests sent concurrently in a partition, of different shard keys
 * @param platform language and version of the service, for the bill of materials
 */
record HttpConfig(
        String url,
        Optional<String> command,
        Optional<String> restorePath,
        Duration timeout,
        Duration startTimeout,
        Set<String> retryOperations,
        boolean refuses,
        int concurrency,
        Optional<String> platform) {
    static final String URL = "tribunal.http.url";
    static final String COMMAND = "tribunal.http.command";
    static final String RESTORE_PATH = "tribunal.http.restore.path";
    static final String TIMEOUT = "tribunal.http.timeout.ms";
    static final String START_TIMEOUT = "tribunal.http.start.timeout.ms";
    static final String RETRY_OPERATIONS = "tribunal.http.retry.operations";
    static final String UNAVAILABLE = "tribunal.http.unavailable";
    static final String CONCURRENCY = "tribunal.http.concurrency";
    static final String PLATFORM = "tribunal.http.platform";

    private static final String WAIT = "wait";
    private static final String REFUSE = "refuse";
    private static final int MAX_CONCURRENCY = 256;

    HttpConfig {
        retryOperations = Set.copyOf(retryOperations);
    }

    static void define(ConfigDef definition) {
        definition
                .define(
                        URL,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "Variant http: where requests are posted, such as http://127.0.0.1:{port}/{operation}.")
                .define(
                        COMMAND,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "Variant http: shell line that starts the service with an empty state, one process for each"
                                + " partition; its environment has TRIBUNAL_PORT, TRIBUNAL_PARTITION,"
                                + " TRIBUNAL_STATE_DIRECTORY and TRIBUNAL_TOKEN. Empty: the service runs already.")
                .define(
                        RESTORE_PATH,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Variant http: path that accepts a verified snapshot, such as /restore; empty: the log is replayed.")
                .define(
                        TIMEOUT,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Variant http: ms for one attempt, from connecting to the last byte.")
                .define(
                        START_TIMEOUT,
                        ConfigDef.Type.INT,
                        30_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Variant http: ms until a started service must accept connections, and to accept a snapshot.")
                .define(
                        RETRY_OPERATIONS,
                        ConfigDef.Type.LIST,
                        "",
                        Importance.HIGH,
                        "Variant http: operations that may be sent again after a failure, such as GET; * for all.")
                .define(
                        UNAVAILABLE,
                        ConfigDef.Type.STRING,
                        WAIT,
                        ValidString.in(WAIT, REFUSE),
                        Importance.HIGH,
                        "Variant http: what to do after a failure of an operation that may not be sent again: wait, or"
                                + " refuse, which answers REFUSED UNAVAILABLE and deviates if other executors can answer.")
                .define(
                        CONCURRENCY,
                        ConfigDef.Type.INT,
                        1,
                        Range.between(1, MAX_CONCURRENCY),
                        Importance.MEDIUM,
                        "Variant http: requests sent concurrently in a partition, of different shard keys; above 1 only"
                                + " for services whose shard keys share no state.")
                .define(
                        PLATFORM,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "Variant http: language and version of the service, such as PHP 8.2, for tribunal diversity.");
    }

    static HttpConfig of(Map<String, Object> settings) {
        String url = text(settings, URL)
                .orElseThrow(() -> new ConfigException(URL + " is missing; the variant http posts its requests there"));
        Optional<String> command = text(settings, COMMAND);
        if (command.isPresent() != url.contains(Endpoint.PORT)) {
            throw new ConfigException(
                    URL, url, "must contain " + Endpoint.PORT + " if, and only if, " + COMMAND + " is set");
        }
        HttpConfig config = new HttpConfig(
                url,
                command,
                text(settings, RESTORE_PATH),
                Duration.ofMillis(number(settings, TIMEOUT)),
                Duration.ofMillis(number(settings, START_TIMEOUT)),
                operations(settings),
                REFUSE.equals(settings.get(UNAVAILABLE)),
                number(settings, CONCURRENCY),
                text(settings, PLATFORM));
        Endpoint.of(url, 1);
        return config;
    }

    private static Optional<String> text(Map<String, Object> settings, String key) {
        return settings.get(key) instanceof String text && !text.isBlank()
                ? Optional.of(text.strip())
                : Optional.empty();
    }

    private static int number(Map<String, Object> settings, String key) {
        if (settings.get(key) instanceof Integer number) {
            return number;
        }
        throw new ConfigException(key + " is missing");
    }

    private static Set<String> operations(Map<String, Object> settings) {
        return settings.get(RETRY_OPERATIONS) instanceof List<?> list
                ? Set.copyOf(list.stream().map(String::valueOf).toList())
                : Set.of();
    }

    /** Whether that operation may be sent again when its outcome is unknown. */
    boolean mayRepeat(String operation) {
        return retryOperations.contains("*") || retryOperations.contains(operation);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "url=%s started_here=%s", url, command.isPresent());
    }
}
