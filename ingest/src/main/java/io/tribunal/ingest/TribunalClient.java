package io.tribunal.ingest;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.ingest.check.EmbeddedProofs;
import io.tribunal.ingest.check.SentEntry;
import io.tribunal.ingest.check.Trust;
import io.tribunal.ingest.check.VerdictChecker;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;

/**
 * Sends signed requests and gives the outcome of each, checked by the client itself (PROTOCOL 5). Thread-safe.
 * Futures complete on the client's own threads: dependents that block belong on another executor.
 */
public final class TribunalClient implements AutoCloseable {
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PROOF_BUDGET = Duration.ofSeconds(1);

    private final ClientConfig config;
    private final RulesReader rules;
    private final InFlightRequests inFlight;
    private final RequestSender sender;
    private final Producer<byte[], byte[]> producer;
    private final VerdictReader reader;
    private final LogReader logs;
    private final Thread sending;
    private final Thread reading;
    private final Thread proving;

    private TribunalClient(
            ClientConfig config, SignatureVerifier signatures, Connections connections, Connections.Opened opened) {
        TopicNames topics = TopicNames.of(config.shared().namespace());
        this.config = config;
        this.rules = opened.rules();
        this.producer = opened.producer();
        this.logs = new LogReader(connections::proofs, PROOF_BUDGET);
        InFlightRequests.Checks checks = new InFlightRequests.Checks(
                new VerdictChecker(signatures, new EmbeddedProofs()),
                new VerdictChecker(
                        signatures,
                        new ResponseLogProofs(topics.responseLog(), logs),
                        new BusinessLogEntries(topics.businessLog(), logs, signatures)),
                rules::trust);
        this.inFlight = new InFlightRequests(checks, config.maxInFlight(), config.onRefuted(), this::readAgain);
        this.reader = new VerdictReader(
                opened.verdicts(), topics, config.awaitsVerdicts(), rules, inFlight, config.timeout());
        this.sender = new RequestSender(
                config, topics.businessLog(), opened.schemaId(), rules.trust(), producer, inFlight, reader);
        this.sending = Thread.ofPlatform().daemon().name("tribunal-send").start(sender);
        this.reading = Thread.ofPlatform().daemon().name("tribunal-verdicts").start(reader);
        this.proving = Thread.ofPlatform().daemon().name("tribunal-proofs").start(new ClaimProver(inFlight, logs));
    }

    private void readAgain(int partition, long from) {
        reader.rewind(partition, from);
    }

    /**
     * Connects, and reads and checks the rules: genesis and the decisions since.
     *
     * @throws UntrustedDeploymentException when the log is not that of the configured deployment
     */
    public static TribunalClient open(ClientConfig config) {
        SignatureVerifier signatures = Ed25519.verifier();
        Connections connections = new Connections(config);
        return new TribunalClient(config, signatures, connections, connections.open(signatures));
    }

    /**
     * Sends a request under an identity of its own. Blocks while {@code maxInFlight} requests wait for their outcome.
     *
     * @return the outcome; it completes within the configured timeout, then with what is known
     */
    public CompletableFuture<Outcome> send(NewRequest request) throws InterruptedException {
        return send(request, Optional.empty());
    }

    /**
     * As {@link #send(NewRequest)}; the recorder gives the request its identity and remembers it, so that it can be sent
     * again without being executed twice. {@link io.tribunal.ingest.once.OnceSender} does that.
     */
    public CompletableFuture<Outcome> send(NewRequest request, Recorder recorder) throws InterruptedException {
        return send(request, Optional.of(recorder));
    }

    private CompletableFuture<Outcome> send(NewRequest request, Optional<Recorder> recorder)
            throws InterruptedException {
        PendingRequest pending = new PendingRequest(request, recorder, deadline());
        inFlight.add(pending);
        sender.enqueue(pending);
        return pending.future().copy();
    }

    private long deadline() {
        return System.nanoTime() + config.timeout().toNanos();
    }

    /**
     * Awaits the outcomes of entries of this client's key that another process appended. Blocks until their verdicts are
     * being read.
     *
     * @param verdictsFrom by partition: the offset from which on the verdicts can be found
     * @return by position; each completes within the configured timeout, then with what is known
     */
    public Map<LogPosition, CompletableFuture<Outcome>> await(
            Collection<SentEntry> entries, Map<Integer, Long> verdictsFrom) throws InterruptedException {
        Map<LogPosition, CompletableFuture<Outcome>> outcomes = new HashMap<>();
        for (SentEntry entry : entries) {
            PendingRequest pending = PendingRequest.appended(entry, deadline());
            inFlight.addAppended(pending, entry);
            outcomes.put(entry.position(), pending.future().copy());
        }
        for (Map.Entry<Integer, Long> from : verdictsFrom.entrySet()) {
            reader.readAgain(from.getKey(), from.getValue());
        }
        return outcomes;
    }

    /** The settings of this client. */
    public ClientConfig config() {
        return config;
    }

    /** Id of the deployment whose log this client reads. */
    public Hash deployment() {
        return trust().deployment();
    }

    /** The policy in force, as far as the rules were read. */
    public Policy policy() {
        return trust().policy();
    }

    /** The genesis, keys and policy that this client checks verdicts against. */
    public Trust trust() {
        return rules.trust();
    }

    /** The last damage of the log that kept this client from reading verdicts or rules, with its position; empty without any. */
    public Optional<LogDamagedException> damage() {
        return reader.damage();
    }

    /** Stops the client. Requests without an outcome end with what is known of them. */
    @Override
    public void close() {
        sending.interrupt();
        join(sending);
        producer.close(FLUSH_TIMEOUT);
        reader.stop();
        join(reading);
        proving.interrupt();
        join(proving);
        inFlight.giveUpAll();
        reader.close();
        rules.close();
        logs.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
