package io.tribunal.isolation;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.core.pipeline.DetectionPipeline;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.isolation.signing.ValidatorIdentity;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.genesis.GenesisReader;
import io.tribunal.kafka.genesis.GenesisRecord;
import io.tribunal.kafka.log.BusinessLogs;
import io.tribunal.kafka.log.PartitionLogs;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.utils.Utils;

/** A validator and its connections, from the first record of every log to a failure or the stop. */
record ValidatorSession(LogFollower logs, KafkaWriter writer, Validator validator, List<AutoCloseable> opened)
        implements AutoCloseable {
    private static final int MAX_BLOCK_MS = 300_000;
    private static final int FIRST_PARTITION = 0;

    /** Connects. When that fails, the connections opened so far are closed. */
    static ValidatorSession open(ValidatorConfig config, SchemaIds schemas) {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            return open(config, schemas, opened);
        } catch (RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    private static ValidatorSession open(ValidatorConfig config, SchemaIds schemas, List<AutoCloseable> opened) {
        ClientSettings clients = new ClientSettings(config.shared());
        TopicNames topics = TopicNames.of(config.shared().namespace());
        SignatureVerifier verifier = Ed25519.verifier();
        SigningKey key = SigningKey.fromPem(config.keyFile());
        GenesisRecord found = genesis(config, clients, topics);
        Genesis genesis = found.genesis();
        KafkaWriter writer = keep(
                opened,
                new KafkaWriter(
                        new KafkaProducer<>(producer(config, clients)), topics, found.envelope(), key, schemas));
        Consumer<byte[], byte[]> consumer =
                keep(opened, new KafkaConsumer<>(clients.bulkReader(IsolationLevel.READ_COMMITTED)));
        BusinessLogs businessLogs = new BusinessLogs(clients, topics);
        LogFollower follower = new LogFollower(consumer, topics, genesis.partitions());
        Validator validator = new Validator(
                new ValidatorIdentity(config.validatorId(), key, verifier),
                genesis,
                config.deployment(),
                config.patience(),
                topics,
                follower,
                writer,
                partition -> {
                    PartitionLogs logs = keep(opened, new PartitionLogs(businessLogs, clients, topics, partition));
                    return pipeline(partition, config.deployment(), verifier, logs);
                });
        return new ValidatorSession(follower, writer, validator, opened);
    }

    private static DetectionPipeline pipeline(
            int partition, Hash deployment, SignatureVerifier verifier, PartitionLogs logs) {
        return new DetectionPipeline(
                partition, new PartitionMachine(partition, deployment, verifier, new VerdictCodec(), logs, logs));
    }

    private static GenesisRecord genesis(ValidatorConfig config, ClientSettings clients, TopicNames topics) {
        try (GenesisReader reader = new GenesisReader(clients, topics.businessLog())) {
            return reader.require(FIRST_PARTITION, config.deployment());
        }
    }

    /** Retries without limit, since a record that is given up would have to be written again anyway. */
    private static Map<String, Object> producer(ValidatorConfig config, ClientSettings clients) {
        Map<String, Object> settings = new HashMap<>(clients.producer());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "tribunal-validator-" + config.validatorId());
        return settings;
    }

    private static <T extends AutoCloseable> T keep(List<AutoCloseable> opened, T resource) {
        opened.add(resource);
        return resource;
    }

    private static void closeAll(List<AutoCloseable> opened) {
        opened.reversed()
                .forEach(resource ->
                        Utils.closeQuietly(resource, resource.getClass().getSimpleName()));
    }

    @Override
    public void close() {
        closeAll(opened);
    }
}
