package io.tribunal.schemas.topic;

import io.tribunal.core.policy.Limits;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** A topic of the protocol (PROTOCOL 1), without the namespace before its name. */
public enum Topic {
    /** Signed genesis, requests and control entries; key = shard key. */
    BUSINESS_LOG("business-log", Stamp.BROKER, Kept.EVERYTHING, Spread.AS_ENTRIES, Limits.MAX_ENTRY),
    /** Signed batches of responses; key = executor id. */
    RESPONSE_LOG("response-log", Stamp.BROKER, Kept.EVERYTHING, Spread.AS_ENTRIES, Limits.MAX_RESPONSE_RECORD),
    /** Plain Avro verdicts; key = request id, or {@code partition:offset} of a rejected entry. */
    VERDICTS("verdicts", Stamp.PRODUCER, Kept.EVERYTHING, Spread.AS_ENTRIES, Topic.DERIVED_RECORD),
    /** Plain Avro deviations; key = executor id. */
    DEVIATIONS("deviations", Stamp.PRODUCER, Kept.EVERYTHING, Spread.AS_ENTRIES, Topic.DERIVED_RECORD),
    /** What no ballot can carry, as it came; key = source topic, the reason in headers. */
    DEAD_LETTERS("dead-letters", Stamp.PRODUCER, Kept.EVERYTHING, Spread.AS_ENTRIES, Topic.DERIVED_RECORD),
    /** What validators endorse and ratify, executors ask for and ROOT wants: the order of all decisions; no key. */
    ISOLATION_ENDORSEMENTS(
            "isolation-endorsements", Stamp.BROKER, Kept.EVERYTHING, Spread.ONE_PARTITION, Limits.MAX_ENTRY),
    /** The latest certified decision about each executor; key = executor id. */
    ISOLATION_DECISIONS(
            "isolation-decisions", Stamp.PRODUCER, Kept.LATEST_OF_EACH_KEY, Spread.ONE_PARTITION, Limits.MAX_ENTRY),
    /** Every certified decision in order; key = executor id, or {@code mandate}. */
    ISOLATION_AUDIT("isolation-audit", Stamp.PRODUCER, Kept.EVERYTHING, Spread.ONE_PARTITION, Limits.MAX_ENTRY),
    /** Where the partitions stand, signed by validators; key = partition. */
    CHECKPOINTS("checkpoints", Stamp.BROKER, Kept.EVERYTHING, Spread.ONE_PARTITION, Limits.MAX_ENTRY),
    /** Chunks of states, for those who join late; key = partition and offset. */
    SNAPSHOTS("snapshots", Stamp.PRODUCER, Kept.LATEST_OF_EACH_KEY, Spread.ONE_PARTITION, Limits.MAX_ENTRY);

    /** Bytes of one record that the voter writes: a verdict with every supporter's embedded response. */
    private static final int DERIVED_RECORD = 8 << 20;
    /** Bytes that Kafka's batch and record headers, key and record headers may add to a value. */
    private static final int FRAMING = 64 << 10;

    private static final String FOREVER = "-1";
    /** The broker unpacks what producers compress, so that its limit is on what readers will have to hold. */
    private static final String UNCOMPRESSED = "uncompressed";

    /** Whose clock is in a record's timestamp. */
    private enum Stamp {
        BROKER("LogAppendTime"),
        PRODUCER("CreateTime");

        private final String setting;

        Stamp(String setting) {
            this.setting = setting;
        }
    }

    /** What becomes of old records. */
    private enum Kept {
        EVERYTHING(TopicConfig.CLEANUP_POLICY_DELETE),
        LATEST_OF_EACH_KEY(TopicConfig.CLEANUP_POLICY_COMPACT);

        private final String setting;

        Kept(String setting) {
            this.setting = setting;
        }
    }

    /** Over how many partitions. */
    private enum Spread {
        /** As many as the business log, so that what answers or decides an entry has its partition number. */
        AS_ENTRIES,
        /** One order for the whole deployment. */
        ONE_PARTITION
    }

    private final String suffix;
    private final Stamp stamp;
    private final Kept kept;
    private final Spread spread;
    private final int maxValue;

    Topic(String suffix, Stamp stamp, Kept kept, Spread spread, int maxValue) {
        this.suffix = suffix;
        this.stamp = stamp;
        this.kept = kept;
        this.spread = spread;
        this.maxValue = maxValue;
    }

    /** Name behind the namespace and a point. */
    public String suffix() {
        return suffix;
    }

    /** Bytes of the largest record batch that the broker has to take. */
    public int maxMessageBytes() {
        return maxValue + FRAMING;
    }

    /** How many partitions the topic has where the business log has so many. */
    int partitions(int entries) {
        return spread == Spread.AS_ENTRIES ? entries : 1;
    }

    /** The topic's settings, by Kafka's names. */
    Map<String, String> settings(int minInSyncReplicas) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, kept.setting);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, FOREVER);
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, FOREVER);
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, stamp.setting);
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes()));
        settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, UNCOMPRESSED);
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(minInSyncReplicas));
        settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        return Map.copyOf(settings);
    }
}
