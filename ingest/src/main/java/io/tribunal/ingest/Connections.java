package io.tribunal.ingest;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import io.tribunal.kafka.genesis.GenesisReader;
import io.tribunal.kafka.genesis.GenesisRecord;
import io.tribunal.kafka.schema.RegisteredSchemas;
import io.tribunal.schemas.registry.RegistryException;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the connections of a client. Whatever a start has to wait for is done side by side: the rules are read while the
 * producer and the reader of verdicts find their brokers and the schema registry answers.
 */
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final int FIRST_PARTITION = 0;
    private static final Duration RULES_TIMEOUT = Duration.ofSeconds(30);
    private static final int RULES_FETCH_WAIT_MS = 1_000;
    private static final int PROOFS_FETCH_WAIT_MS = 500;
    /** Short, since a partition that is added waits for the end of the fetch before; there is none when nothing waits. */
    private static final int VERDICTS_FETCH_WAIT_MS = 50;
    /** Takes all that queues up while the one batch before is in flight. */
    private static final int BATCH_BYTES = 512 << 10;

    private final ClientConfig config;
    private final ClientSettings settings;
    private final TopicNames topics;

    Connections(ClientConfig config) {
        this.config = config;
        this.settings = new ClientSettings(config.shared());
        this.topics = TopicNames.of(config.shared().namespace());
    }

    /** What a client works with, opened and read to its present end. */
    record Opened(
            RulesReader rules, Consumer<byte[], byte[]> verdicts, Producer<byte[], byte[]> producer, int schemaId) {}

    /**
     * Opens all connections; when that fails, none stays open.
     *
     * @throws UntrustedDeploymentException when the log is not that of the configured deployment
     */
    Opened open(SignatureVerifier signatures) {
        Queue<AutoCloseable> opened = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("tribunal-open-", 0).factory())) {
            Future<Producer<byte[], byte[]>> producer = threads.submit(() -> producer(opened));
            Future<Consumer<byte[], byte[]>> verdicts = threads.submit(() -> verdicts(opened));
            Future<Integer> schemaId =
                    threads.submit(() -> new RegisteredSchemas(config.shared()).idOf(Topic.BUSINESS_LOG));
            return new Opened(
                    rules(opened, signatures),
                    KafkaFutures.await(verdicts),
                    KafkaFutures.await(producer),
                    registered(schemaId));
        } catch (RuntimeException notOpened) {
            opened.forEach(Connections::close);
            throw notOpened;
        }
    }

    /** Nothing is written with an id that is not registered. */
    private static int registered(Future<Integer> schemaId) {
        try {
            return KafkaFutures.await(schemaId);
        } catch (KafkaException failed) {
            if (failed.getCause() instanceof RegistryException refused) {
                throw new KafkaException(
                        "the schema registry must be asked before anything is sent: " + refused.getMessage(), refused);
            }
            throw failed;
        }
    }

    private RulesReader rules(Queue<AutoCloseable> opened, SignatureVerifier signatures) {
        Hash deployment = config.shared().deployment().orElseGet(this::pinned);
        RulesReader rules =
                keep(opened, new RulesReader(reader(RULES_FETCH_WAIT_MS), topics.rules(), deployment, signatures));
        try {
            rules.readToEnd(
                    RULES_TIMEOUT,
                    () -> genesis(reader -> reader.require(FIRST_PARTITION, deployment))
                            .genesis());
            return rules;
        } catch (TimeoutException unread) {
            throw new UntrustedDeploymentException(
                    "cannot read " + topics.rules() + ": " + unread.getMessage() + "; a deployment that was founded"
                            + " before there was this topic gets it when it is provisioned again");
        }
    }

    /** The deployment that business-log begins with: only offset 0 counts, which nobody can write a second time. */
    private Hash pinned() {
        Hash deployment = genesis(reader -> reader.pin(FIRST_PARTITION)).deployment();
        LOG.warn("event=deployment_pinned deployment={} hint=\"set tribunal.deployment to this hash\"", deployment);
        return deployment;
    }

    private GenesisRecord genesis(Function<GenesisReader, GenesisRecord> read) {
        try (GenesisReader reader = new GenesisReader(settings, topics.businessLog())) {
            return read.apply(reader);
        } catch (GenesisMismatchException other) {
            throw new UntrustedDeploymentException(String.valueOf(other.getMessage()));
        }
    }

    private Consumer<byte[], byte[]> verdicts(Queue<AutoCloseable> opened) {
        Consumer<byte[], byte[]> consumer = keep(opened, reader(VERDICTS_FETCH_WAIT_MS));
        warmUp(() -> consumer.partitionsFor(topics.verdicts()));
        return consumer;
    }

    /** Reads uncommitted records too, since the client checks everything that it reads. */
    private Consumer<byte[], byte[]> reader(int fetchWaitMs) {
        return new KafkaConsumer<>(settings.reader(IsolationLevel.READ_UNCOMMITTED, fetchWaitMs));
    }

    /** A reader of response-log, for proofs that a verdict does not embed. */
    Consumer<byte[], byte[]> proofs() {
        return reader(PROOFS_FETCH_WAIT_MS);
    }

    /** Gives up on a record when the request's own time is up. */
    private Producer<byte[], byte[]> producer(Queue<AutoCloseable> opened) {
        Map<String, Object> producing = settings.producer(config.timeout());
        producing.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        Producer<byte[], byte[]> producer = keep(opened, new KafkaProducer<>(producing));
        warmUp(() -> producer.partitionsFor(topics.businessLog()));
        return producer;
    }

    /** Finds the brokers. What fails now fails again, and is reported, when a request needs it. */
    private static void warmUp(Runnable lookup) {
        try {
            lookup.run();
        } catch (KafkaException failed) {
            LOG.debug("event=warm_up_failed error=\"{}\"", failed.getMessage());
        }
    }

    private static <T extends AutoCloseable> T keep(Queue<AutoCloseable> opened, T resource) {
        opened.add(resource);
        return resource;
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception notClosed) {
            LOG.debug("event=connection_not_closed error=\"{}\"", notClosed.getMessage());
        }
    }
}
