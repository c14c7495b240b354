package io.tribunal.ingest;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.ingest.check.Trust;
import io.tribunal.ingest.check.VerdictChecker;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;

/**
 * Sends signed requests and gives the outcome of each, checked by the client itself (PROTOCOL 5). Thread-safe.
 * Futures complete on the client's own threads: dependents that block belong on another executor.
 */
public final class TribunalClient implements AutoCloseable {
    private static final int FETCH_WAIT_MS = 500;
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);

    private final ClientConfig config;
    private final RegistryFollower follower;
    private final InFlightRequests inFlight;
    private final RequestSender sender;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;
    private final VerdictReader reader;
    private final ResponseLogProofs proofs;
    private final Thread sending;
    private final Thread reading;

    private TribunalClient(ClientConfig config, Consumer<byte[], byte[]> consumer) {
        SignatureVerifier signatures = Ed25519.verifier();
        this.config = config;
        this.consumer = consumer;
        this.follower = new RegistryFollower(config.shared().deployment(), signatures);
        TopicNames topics = TopicNames.of(config.shared().namespace());
        this.reader = new VerdictReader(consumer, topics.businessLog(), topics.verdicts(), follower);
        reader.readRegistry(OPEN_TIMEOUT);
        reader.seekToVerdictEnds(OPEN_TIMEOUT);
        this.proofs = new ResponseLogProofs(topics.responseLog(), () -> reader(config));
        this.inFlight = new InFlightRequests(
                new VerdictChecker(signatures, proofs), follower::trust, config.maxInFlight(), config.onRefuted());
        this.producer = producer(config);
        this.sender = new RequestSender(config, topics.businessLog(), follower.trust(), producer, inFlight);
        this.sending = Thread.ofPlatform().daemon().name("tribunal-send").start(sender);
        this.reading = Thread.ofPlatform().daemon().name("tribunal-verdicts").start(() -> reader.readInto(inFlight));
    }

    /**
     * Connects, reads and checks genesis and the control entries since, and seeks to the end of the verdicts.
     *
     * @throws UntrustedDeploymentException when the log is not that of the configured deployment
     */
    public static TribunalClient open(ClientConfig config) {
        Consumer<byte[], byte[]> consumer = reader(config);
        try {
            return new TribunalClient(config, consumer);
        } catch (RuntimeException notOpened) {
            consumer.close();
            throw notOpened;
        }
    }

    /**
     * Sends a request under an identity of its own. Blocks while {@code maxInFlight} requests wait for their outcome.
     *
     * @return the outcome; it completes within the configured timeout, then with what is known
     */
    public CompletableFuture<Outcome> send(NewRequest request) throws InterruptedException {
        return send(request, Optional.empty());
    }

    /** Sends a request under an identity that was planned before; sending it twice executes it once. */
    public CompletableFuture<Outcome> send(PlannedRequest planned) throws InterruptedException {
        return send(planned.request(), Optional.of(planned));
    }

    private CompletableFuture<Outcome> send(NewRequest request, Optional<PlannedRequest> plan)
            throws InterruptedException {
        long deadline = System.nanoTime() + config.timeout().toNanos();
        PendingRequest pending = new PendingRequest(request, plan, deadline);
        inFlight.add(pending);
        sender.enqueue(pending);
        return pending.future().copy();
    }

    /** Reads uncommitted records too, since the client checks everything that it reads. */
    private static Consumer<byte[], byte[]> reader(ClientConfig config) {
        return new KafkaConsumer<>(
                new ClientSettings(config.shared()).reader(IsolationLevel.READ_UNCOMMITTED, FETCH_WAIT_MS));
    }

    /** Gives up on a record no sooner than the request's own timeout. */
    private static Producer<byte[], byte[]> producer(ClientConfig config) {
        Map<String, Object> settings = new ClientSettings(config.shared()).producer();
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.timeout().toMillis());
        return new KafkaProducer<>(settings);
    }

    /** Id of the deployment whose log this client reads. */
    public Hash deployment() {
        return trust().deployment();
    }

    /** The policy in force, as far as partition 0 was read. */
    public Policy policy() {
        return trust().policy();
    }

    /** The genesis, keys and policy that this client checks verdicts against. */
    public Trust trust() {
        return follower.trust();
    }

    /** Stops the client. Requests without an outcome end with what is known of them. */
    @Override
    public void close() {
        sending.interrupt();
        join(sending);
        producer.close(Duration.ofSeconds(5));
        reader.stop();
        join(reading);
        inFlight.giveUpAll();
        consumer.close();
        proofs.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
