package io.tribunal.schemas.topic;

import io.tribunal.core.policy.Limits;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** A topic of the protocol (PROTOCOL 1); its full name has the namespace as a prefix. */
public enum Topic {
    /** Signed business entries: genesis, requests and control entries; key = shard key. */
    BUSINESS_LOG("business-log", Timestamp.BROKER, Retention.ALL, Partitions.AS_BUSINESS_LOG, Limits.MAX_ENTRY),
    /** Signed batches of executors' responses; key = executor id. */
    RESPONSE_LOG(
            "response-log", Timestamp.BROKER, Retention.ALL, Partitions.AS_BUSINESS_LOG, Limits.MAX_RESPONSE_RECORD),
    /** Verdicts as plain Avro; key = request id, or {@code partition:offset} of a rejected entry. */
    VERDICTS("verdicts", Timestamp.PRODUCER, Retention.ALL, Partitions.AS_BUSINESS_LOG, Topic.DERIVED_RECORD),
    /** Deviations of executors as plain Avro; key = executor id. */
    DEVIATIONS("deviations", Timestamp.PRODUCER, Retention.ALL, Partitions.AS_BUSINESS_LOG, Topic.DERIVED_RECORD),
    /** Records that no ballot can count, unchanged; key = source topic, reason in headers. */
    DEAD_LETTERS("dead-letters", Timestamp.PRODUCER, Retention.ALL, Partitions.AS_BUSINESS_LOG, Topic.DERIVED_RECORD),
    /**
     * The decision log: endorsements, ratifications, rejoin requests and mandates in the order that decides; no key.
     */
    ISOLATION_ENDORSEMENTS(
            "isolation-endorsements", Timestamp.BROKER, Retention.ALL, Partitions.ONE_PARTITION, Limits.MAX_ENTRY),
    /** The latest certified decision about each executor; key = executor id. */
    ISOLATION_DECISIONS(
            "isolation-decisions",
            Timestamp.PRODUCER,
            Retention.LATEST_PER_KEY,
            Partitions.ONE_PARTITION,
            Limits.MAX_ENTRY),
    /** Every certified decision in order; key = executor id, or {@code mandate}. */
    ISOLATION_AUDIT("isolation-audit", Timestamp.PRODUCER, Retention.ALL, Partitions.ONE_PARTITION, Limits.MAX_ENTRY),
    /** Genesis and every certified decision, for clients; key = decision number, 0 for genesis. */
    RULES("rules", Timestamp.BROKER, Retention.LATEST_PER_KEY, Partitions.ONE_PARTITION, Limits.MAX_ENTRY),
    /** State digests of the partitions, signed by validators; key = partition. */
    CHECKPOINTS("checkpoints", Timestamp.BROKER, Retention.ALL, Partitions.ONE_PARTITION, Limits.MAX_ENTRY),
    /** Chunks of states for executors that start late; key = partition, offset and chunk index. */
    SNAPSHOTS("snapshots", Timestamp.PRODUCER, Retention.LATEST_PER_KEY, Partitions.ONE_PARTITION, Limits.MAX_ENTRY);

    /** Largest record that the voter writes, in bytes: a verdict that embeds every supporter's response. */
    private static final int DERIVED_RECORD = Limits.MAX_DERIVED_RECORD;
    /** Bytes that batch header, record header, key and headers can add to a value. */
    private static final int FRAMING = 64 << 10;

    private static final String FOREVER = "-1";
    /** The broker decompresses batches, so that its size limit bounds what readers have to hold in memory. */
    private static final String UNCOMPRESSED = "uncompressed";

    /** Who sets a record's timestamp. */
    private enum Timestamp {
        BROKER("LogAppendTime"),
        PRODUCER("CreateTime");

        private final String setting;

        Timestamp(String setting) {
            this.setting = setting;
        }
    }

    /** Which records the topic retains. */
    private enum Retention {
        ALL(TopicConfig.CLEANUP_POLICY_DELETE),
        LATEST_PER_KEY(TopicConfig.CLEANUP_POLICY_COMPACT);

        private final String setting;

        Retention(String setting) {
            this.setting = setting;
        }
    }

    /** The number of partitions. */
    private enum Partitions {
        /** As many as business-log, so that responses and verdicts have the partition number of their entry. */
        AS_BUSINESS_LOG,
        /** One partition, for a total order in the whole deployment. */
        ONE_PARTITION
    }

    private final String suffix;
    private final Timestamp timestamp;
    private final Retention retention;
    private final Partitions partitions;
    private final int maxValue;

    Topic(String suffix, Timestamp timestamp, Retention retention, Partitions partitions, int maxValue) {
        this.suffix = suffix;
        this.timestamp = timestamp;
        this.retention = retention;
        this.partitions = partitions;
        this.maxValue = maxValue;
    }

    /** The name without the namespace and the dot. */
    public String suffix() {
        return suffix;
    }

    /** Size of the largest record batch that the broker must accept, in bytes. */
    public int maxMessageBytes() {
        return maxValue + FRAMING;
    }

    /** Whether the topic keeps all of its records, so that it begins at offset 0 for ever. */
    public boolean keepsAll() {
        return retention == Retention.ALL;
    }

    /** The number of partitions, given that of business-log. */
    int partitions(int businessPartitions) {
        return partitions == Partitions.AS_BUSINESS_LOG ? businessPartitions : 1;
    }

    /** The topic's settings under Kafka's names. */
    Map<String, String> settings(int minInSyncReplicas) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, retention.setting);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, FOREVER);
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, FOREVER);
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, timestamp.setting);
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes()));
        settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, UNCOMPRESSED);
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(minInSyncReplicas));
        settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        return Map.copyOf(settings);
    }
}
