package io.tribunal.worker.loop;

import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.founding.FoundedTopics;
import io.tribunal.kafka.process.PreparedRole;
import io.tribunal.kafka.process.RunningRole;
import io.tribunal.kafka.schema.RegisteredSchemas;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicNames;
import io.tribunal.worker.Bridge;
import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorConfig;
import io.tribunal.worker.ExecutorSigner;
import io.tribunal.worker.ExecutorVariants;
import io.tribunal.worker.Service;
import io.tribunal.worker.fault.FaultInjector;
import io.tribunal.worker.metrics.ExecutorMetrics;
import io.tribunal.worker.recovery.KafkaRejoins;
import io.tribunal.worker.recovery.KafkaVerifiedSnapshots;
import io.tribunal.worker.recovery.OwnRejoin;
import io.tribunal.worker.recovery.RejoinStateMachine;
import io.tribunal.worker.response.BatchSigner;
import io.tribunal.worker.response.KeySigner;
import io.tribunal.worker.response.ResponseWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates an executor process from its settings: {@code tribunal execute}. */
public final class ExecutorRole {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorRole.class);
    private static final int FETCH_MAX_WAIT_MS = 500;
    private static final int MAX_POLL_RECORDS = 1_000;
    private static final int HALT_STATUS = 86;
    private static final long NANOS_PER_MS = 1_000_000;
    private static final Set<Topic> WRITTEN = Set.of(Topic.RESPONSE_LOG, Topic.ISOLATION_ENDORSEMENTS);
    private static final Set<Topic> USED = Set.of(
            Topic.BUSINESS_LOG, Topic.RESPONSE_LOG, Topic.ISOLATION_ENDORSEMENTS, Topic.CHECKPOINTS, Topic.SNAPSHOTS);

    private ExecutorRole() {}

    /**
     * The executor that the settings describe, ready to run; see {@link ExecutorConfig#definition}.
     *
     * @param crash what the fault {@code crash} does; it must not return
     */
    public static RunningRole create(TribunalConfig shared, Runnable crash) {
        return create(ExecutorConfig.of(shared), ExecutorVariants.onClassPath(), crash);
    }

    /** Ends the process at once, without any order. */
    public static void halt() {
        Runtime.getRuntime().halt(HALT_STATUS);
    }

    static RunningRole create(ExecutorConfig config, ExecutorVariants variants, Runnable crash) {
        Bridge bridge = bridge(config, variants);
        LongSupplier clock = clock();
        FaultInjector faults = new FaultInjector(config.fault(), config.faultSeed(), crash, clock);
        Parts parts = new Parts(
                config,
                TopicNames.of(config.shared().namespace()),
                bridge.signer().orElseGet(() -> ownKey(config)),
                faults,
                faults.wrap(bridge.service()),
                new ExecutorMetrics(config.executorId(), System::nanoTime),
                clock);
        LOG.info(
                "event=executor_created executor={} variant={} deployment={}",
                config.executorId(),
                config.variant(),
                config.deployment());
        RegisteredSchemas schemas = new RegisteredSchemas(config.shared());
        return new PreparedRole(
                () -> {
                    parts.founded().require();
                    return parts.loop(SchemaIds.of(schemas, WRITTEN));
                },
                parts.service()::close);
    }

    /** What the settings say, before any broker is asked. */
    private record Parts(
            ExecutorConfig config,
            TopicNames topics,
            ExecutorSigner signer,
            FaultInjector faults,
            Service service,
            ExecutorMetrics metrics,
            LongSupplier clock) {
        private static final SignatureVerifier VERIFIER = Ed25519.verifier();

        ClientSettings clients() {
            return new ClientSettings(config.shared());
        }

        FoundedTopics founded() {
            return new FoundedTopics(clients(), topics, config.deployment(), USED, List.of(groupOf(config)));
        }

        ExecutorLoop loop(SchemaIds schemas) {
            return new ExecutorLoop(
                    new BusinessLogReader(new KafkaConsumer<>(consumer(config)), topics.businessLog()),
                    sender(schemas.idOf(Topic.RESPONSE_LOG)),
                    new PartitionWorkers(
                            config.deployment(),
                            config.executorId(),
                            VERIFIER,
                            service,
                            new KafkaVerifiedSnapshots(clients(), topics, config.deployment(), VERIFIER),
                            metrics),
                    rejoin(schemas.idOf(Topic.ISOLATION_ENDORSEMENTS)),
                    metrics,
                    clock);
        }

        private BatchSender sender(int schemaId) {
            return new BatchSender(
                    faults,
                    new BatchSigner(config.deployment(), config.executorId(), signer, schemaId),
                    new ResponseWriter(
                            topics.responseLog(),
                            config.executorId().value().getBytes(StandardCharsets.UTF_8),
                            () -> new KafkaProducer<>(producer(config)),
                            metrics),
                    metrics);
        }

        private RejoinStateMachine rejoin(int schemaId) {
            return new RejoinStateMachine(new KafkaRejoins(
                    clients(),
                    topics.isolationEndorsements(),
                    new OwnRejoin(config.deployment(), config.executorId(), signer, VERIFIER),
                    schemaId));
        }
    }

    private static Bridge bridge(ExecutorConfig config, ExecutorVariants variants) {
        return variants.bridge(config.variant())
                .map(factory -> factory.create(config))
                .orElseGet(() -> new Bridge(Service.of(function(config, variants)), Optional.empty()));
    }

    private static Executor function(ExecutorConfig config, ExecutorVariants variants) {
        try {
            return variants.create(config.variant());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(TribunalConfig.EXECUTOR_VARIANT, config.variant(), e.getMessage());
        }
    }

    private static ExecutorSigner ownKey(ExecutorConfig config) {
        SigningKey key = SigningKey.fromPem(TribunalConfig.required(config.keyFile(), TribunalConfig.KEY_FILE));
        LOG.info("event=key_read executor={} key={}", config.executorId(), key.keyId());
        return new KeySigner(config.deployment(), config.executorId(), key);
    }

    private static LongSupplier clock() {
        long start = System.nanoTime();
        return () -> (System.nanoTime() - start) / NANOS_PER_MS;
    }

    private static String groupOf(ExecutorConfig config) {
        return config.shared().namespace() + ".executor." + config.executorId();
    }

    private static Map<String, Object> consumer(ExecutorConfig config) {
        Map<String, Object> settings = new HashMap<>(new ClientSettings(config.shared())
                .groupConsumer(groupOf(config), IsolationLevel.READ_COMMITTED, FETCH_MAX_WAIT_MS));
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        return settings;
    }

    /** Retries without end: a batch that the producer gives up would have to be written again anyway, out of order. */
    private static Map<String, Object> producer(ExecutorConfig config) {
        Map<String, Object> settings = new HashMap<>(new ClientSettings(config.shared()).producer());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "tribunal-executor-" + config.executorId());
        return settings;
    }
}
