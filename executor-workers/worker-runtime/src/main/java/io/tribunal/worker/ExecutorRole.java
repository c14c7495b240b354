package io.tribunal.worker;

import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.process.Role;
import io.tribunal.kafka.schema.RegisteredSchemas;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicNames;
import io.tribunal.worker.fault.FaultInjector;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires an executor process together: {@code tribunal execute}. */
public final class ExecutorRole {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorRole.class);
    private static final int FETCH_MAX_WAIT_MS = 500;
    private static final int MAX_POLL_RECORDS = 1_000;
    private static final int HALT_STATUS = 86;
    private static final long NANOS_PER_MS = 1_000_000;

    private ExecutorRole() {}

    /** The executor that the settings describe, ready to run; see {@link ExecutorConfig#definition}. */
    public static Role create(TribunalConfig shared) {
        return create(ExecutorConfig.of(shared), ExecutorVariants.onClassPath());
    }

    static Role create(ExecutorConfig config, ExecutorVariants variants) {
        SigningKey key = SigningKey.fromPem(config.keyFile());
        SignatureVerifier verifier = Ed25519.verifier();
        LongSupplier clock = clock();
        FaultInjector faults = new FaultInjector(
                config.fault(), config.faultSeed(), () -> Runtime.getRuntime().halt(HALT_STATUS), clock);
        Executor executor = faults.around(variants.create(config.variant()));
        TopicNames topics = TopicNames.of(config.shared().namespace());
        LOG.info(
                "event=executor_created executor={} variant={} key={} deployment={}",
                config.executorId(),
                config.variant(),
                key.keyId(),
                config.deployment());
        int schemaId = new RegisteredSchemas(config.shared()).idOf(Topic.RESPONSE_LOG);
        return new ExecutorLoop(
                new BusinessLogReader(new KafkaConsumer<>(consumer(config)), topics.businessLog()),
                new ResponseWriter(
                        topics.responseLog(),
                        config.executorId().value().getBytes(StandardCharsets.UTF_8),
                        () -> new KafkaProducer<>(producer(config))),
                new BatchSigner(config.deployment(), config.executorId(), key, schemaId),
                faults,
                (partition, resumeFrom) -> new PartitionWorker(
                        partition,
                        resumeFrom,
                        settled -> new PartitionExecutor(partition, config.deployment(), verifier, executor, settled)),
                clock);
    }

    private static LongSupplier clock() {
        long start = System.nanoTime();
        return () -> (System.nanoTime() - start) / NANOS_PER_MS;
    }

    private static Map<String, Object> consumer(ExecutorConfig config) {
        String group = config.shared().namespace() + ".executor." + config.executorId();
        Map<String, Object> settings = new HashMap<>(new ClientSettings(config.shared())
                .groupConsumer(group, IsolationLevel.READ_COMMITTED, FETCH_MAX_WAIT_MS));
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        return settings;
    }

    /** Retries for ever: a batch that is given up would have to be written again anyway, out of order. */
    private static Map<String, Object> producer(ExecutorConfig config) {
        Map<String, Object> settings = new HashMap<>(new ClientSettings(config.shared()).producer());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "tribunal-executor-" + config.executorId());
        return settings;
    }
}
