package io.tribunal.vote;

import io.tribunal.core.identity.Hash;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Settings of a voter.
 *
 * @param shared connection, namespace and deployment
 * @param guarantee Kafka Streams' processing guarantee; verdict bytes are the same under either
 * @param commitInterval ms between commits
 * @param threads stream threads of this instance
 * @param replicas copies of the snapshots that the voter keeps in a topic of its own
 * @param snapshotRecords response-log records of a partition between two snapshots of its voting
 */
public record VoteConfig(
        TribunalConfig shared,
        Hash deployment,
        String guarantee,
        long commitInterval,
        int threads,
        int replicas,
        int snapshotRecords) {
    public static final String GUARANTEE = StreamsConfig.PROCESSING_GUARANTEE_CONFIG;
    public static final String COMMIT_INTERVAL = StreamsConfig.COMMIT_INTERVAL_MS_CONFIG;
    public static final String THREADS = StreamsConfig.NUM_STREAM_THREADS_CONFIG;
    public static final String REPLICAS = StreamsConfig.REPLICATION_FACTOR_CONFIG;
    public static final String SNAPSHOT_RECORDS = "tribunal.vote.snapshot.records";

    private static final int FETCH_MAX_WAIT_MS = 500;
    /** Short, so that restoring notices the end of the changelog at once. */
    private static final int RESTORE_FETCH_MAX_WAIT_MS = 100;
    /** Gathers the verdicts of a poll in one request; a commit does not wait for it. */
    private static final int LINGER_MS = 2;

    public static ConfigDef definition() {
        return TribunalConfig.definition()
                .define(
                        GUARANTEE,
                        ConfigDef.Type.STRING,
                        StreamsConfig.EXACTLY_ONCE_V2,
                        ConfigDef.ValidString.in(StreamsConfig.EXACTLY_ONCE_V2, StreamsConfig.AT_LEAST_ONCE),
                        ConfigDef.Importance.MEDIUM,
                        "exactly_once_v2 for consumers that read committed; at_least_once is faster and may repeat a"
                                + " verdict, with the same bytes, after a crash.")
                .define(
                        COMMIT_INTERVAL,
                        ConfigDef.Type.LONG,
                        500L,
                        ConfigDef.Range.atLeast(10),
                        ConfigDef.Importance.LOW,
                        "Ms between commits. Consumers that read committed see a verdict that much later at most; clients that check"
                                + " verdicts themselves need no commit.")
                .define(
                        THREADS,
                        ConfigDef.Type.INT,
                        1,
                        ConfigDef.Range.between(1, 64),
                        ConfigDef.Importance.LOW,
                        "Stream threads of this process.")
                .define(
                        REPLICAS,
                        ConfigDef.Type.INT,
                        3,
                        ConfigDef.Range.between(1, Short.MAX_VALUE),
                        ConfigDef.Importance.LOW,
                        "Copies of the topic in which the voter keeps snapshots of its voting.")
                .define(
                        SNAPSHOT_RECORDS,
                        ConfigDef.Type.INT,
                        2_000,
                        ConfigDef.Range.atLeast(1),
                        ConfigDef.Importance.LOW,
                        "Response-log records of a partition between two snapshots of its voting.");
    }

    /** The settings that {@link ConfigSources#resolve} resolved for {@link #definition}. */
    public static VoteConfig of(Map<String, Object> resolved) {
        TribunalConfig shared = TribunalConfig.of(resolved);
        return new VoteConfig(
                shared,
                TribunalConfig.required(shared.deployment(), TribunalConfig.DEPLOYMENT),
                text(resolved, GUARANTEE),
                Long.parseLong(text(resolved, COMMIT_INTERVAL)),
                Integer.parseInt(text(resolved, THREADS)),
                Integer.parseInt(text(resolved, REPLICAS)),
                Integer.parseInt(text(resolved, SNAPSHOT_RECORDS)));
    }

    private static String text(Map<String, Object> resolved, String key) {
        return Objects.requireNonNull(resolved.get(key), key).toString();
    }

    /** Id of the Streams application and of its consumer group. */
    public String applicationId() {
        return shared.namespace() + ".vote";
    }

    /** Settings of the Streams application. */
    public Properties streams() {
        Properties properties = new Properties();
        properties.putAll(new ClientSettings(shared).streams(applicationId()));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas);
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, AppendTimeExtractor.class);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                AppendTimeInterceptor.class.getName());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(StreamsConfig.mainConsumerPrefix("fetch.max.wait.ms"), FETCH_MAX_WAIT_MS);
        properties.put(StreamsConfig.restoreConsumerPrefix("fetch.max.wait.ms"), RESTORE_FETCH_MAX_WAIT_MS);
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        properties.put(StreamsConfig.producerPrefix("linger.ms"), LINGER_MS);
        return properties;
    }
}
