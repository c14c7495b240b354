package io.tribunal.kafka.client;

import io.tribunal.kafka.config.TribunalConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Properties of Kafka clients that neither lose nor duplicate a record and fail over from a dead broker within seconds.
 * Settings under {@code kafka.*} override the defaults here, except acks, idempotence and the isolation level.
 */
public final class ClientSettings {
    private static final int REQUEST_TIMEOUT_MS = 3_000;
    private static final int API_TIMEOUT_MS = 30_000;
    private static final int DELIVERY_TIMEOUT_MS = 30_000;
    private static final int MAX_BLOCK_MS = 15_000;
    private static final int SESSION_TIMEOUT_MS = 6_000;
    private static final int HEARTBEAT_INTERVAL_MS = 1_500;
    private static final int TRANSACTION_TIMEOUT_MS = 6_000;
    private static final int MAX_REQUEST_BYTES = 10 << 20;
    private static final int BULK_MIN_BYTES = 64 << 10;
    private static final int BULK_MAX_WAIT_MS = 200;
    /**
     * One request at a time: the next batch fills meanwhile, and a retried first batch does not delay others (ADR
     * 0014).
     */
    private static final int MAX_IN_FLIGHT = 1;

    private final TribunalConfig config;

    public ClientSettings(TribunalConfig config) {
        this.config = config;
    }

    /** An idempotent producer of byte arrays that waits for all in-sync replicas and does not linger. */
    public Map<String, Object> producer() {
        Map<String, Object> settings = common();
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, MAX_IN_FLIGHT);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        settings.putAll(config.kafka());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return settings;
    }

    /**
     * As {@link #producer()}, but a record is given up after that time, whether its partition cannot be found or does not
     * acknowledge it; Kafka allows no less than the time for one request to a broker.
     */
    public Map<String, Object> producer(Duration delivery) {
        Map<String, Object> settings = producer();
        long millis = Math.clamp(delivery.toMillis(), REQUEST_TIMEOUT_MS, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        if (!config.kafka().containsKey(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)
                && !config.kafka().containsKey(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(millis));
        }
        return settings;
    }

    /**
     * A consumer without a group: the caller assigns partitions and says where each begins, and no offsets are committed. An
     * offset that is not in the log is an error, never a new beginning: logs keep all records.
     */
    public Map<String, Object> reader(IsolationLevel isolation, int fetchMaxWaitMs) {
        Map<String, Object> settings = common();
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, fetchMaxWaitMs);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        settings.putAll(config.kafka());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString().toLowerCase(Locale.ROOT));
        return settings;
    }

    /**
     * A reader that nobody waits for: it fetches by size, with a delay of at most 200 ms, so that it costs the brokers few
     * requests however many records come.
     */
    public Map<String, Object> bulkReader(IsolationLevel isolation) {
        Map<String, Object> settings = reader(isolation, BULK_MAX_WAIT_MS);
        settings.putIfAbsent(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, BULK_MIN_BYTES);
        return settings;
    }

    /** A consumer in a group of the classic protocol; the caller commits offsets. */
    public Map<String, Object> groupConsumer(String groupId, IsolationLevel isolation, int fetchMaxWaitMs) {
        Map<String, Object> settings = reader(isolation, fetchMaxWaitMs);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        settings.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_INTERVAL_MS);
        return settings;
    }

    public Map<String, Object> admin() {
        Map<String, Object> settings = common();
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        settings.putAll(config.kafka());
        return settings;
    }

    /**
     * The base settings of a Kafka Streams application, which adds its processing guarantee, stores, copies and commit
     * interval.
     */
    public Map<String, Object> streams(String applicationId) {
        Map<String, Object> settings = common();
        settings.put("application.id", applicationId);
        settings.put("consumer." + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        settings.put("consumer." + ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_INTERVAL_MS);
        settings.put("producer." + ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        settings.put("producer." + ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put("producer." + ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        settings.put("producer." + ProducerConfig.ACKS_CONFIG, "all");
        settings.put("producer." + ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, MAX_IN_FLIGHT);
        settings.putAll(config.kafka());
        return settings;
    }

    private Map<String, Object> common() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 4_000);
        return settings;
    }
}
