package io.tribunal.lab.faults;

import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.deployment.load.LedgerCall;
import io.tribunal.deployment.load.LoadGenerator;
import io.tribunal.deployment.load.LoadProfile;
import io.tribunal.deployment.load.Pace;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A client that sends seeded requests without a pause; its timeouts are as long as a broken cluster may take. */
final class LedgerLoad implements AutoCloseable {
    private static final LoadProfile PROFILE = new LoadProfile(20261121, 24, 40, 0.2);
    private static final double PER_SECOND = 50;
    private static final int BURST = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MAX_IN_FLIGHT = 100_000;
    /** The client waits for outcomes beyond that number: a slow machine could never work off a longer backlog. */
    private static final int MAX_UNDECIDED = 2_000;

    private final TribunalClient client;
    private final int partitions;
    private final Object gate = new Object();
    private final List<Sent> sent = new ArrayList<>();
    private final Semaphore room = new Semaphore(MAX_UNDECIDED);
    private final Thread sender;
    private final boolean bursts;
    private boolean paused;

    /** One request and the time at which it was handed to the client, epoch ms. */
    record Sent(LedgerCall call, long at, CompletableFuture<Outcome> outcome) {
        boolean isDecided() {
            return outcome.isDone();
        }
    }

    LedgerLoad(FaultFixture fixture) {
        this(fixture, false);
    }

    /** The same load, but every other {@value #BURST} requests are sent as fast as possible. */
    static LedgerLoad inBursts(FaultFixture fixture) {
        return new LedgerLoad(fixture, true);
    }

    private LedgerLoad(FaultFixture fixture, boolean bursts) {
        this.bursts = bursts;
        TribunalConfig config = fixture.config();
        TribunalConfig patient = TribunalConfig.of(new ConfigSources()
                .flag(TribunalConfig.BOOTSTRAP_SERVERS, config.bootstrapServers())
                .flag(TribunalConfig.NAMESPACE, config.namespace())
                .flag(TribunalConfig.DEPLOYMENT, fixture.deploymentHash().toHex())
                .flag(ConfigSources.KAFKA_PREFIX + "delivery.timeout.ms", Long.toString(PATIENCE.toMillis()))
                .resolve(TribunalConfig.definition()));
        AtomicLong sequence = new AtomicLong();
        this.client = TribunalClient.open(
                ClientConfig.of(patient, FaultFixture.CLIENT, fixture.clientKey(), sequence::incrementAndGet)
                        .withTimeout(PATIENCE)
                        .withMaxInFlight(MAX_IN_FLIGHT));
        this.partitions = fixture.topics().partitions();
        this.sender = Thread.ofPlatform().daemon().name("load").start(this::send);
    }

    private void send() {
        LoadGenerator generator = new LoadGenerator(PROFILE);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                sendUntilPaused(generator);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendUntilPaused(LoadGenerator generator) throws InterruptedException {
        Pace pace = new Pace(PER_SECOND);
        for (int number = 0; ; number++) {
            if (!bursts || number / BURST % 2 == 0) {
                pace.await();
            }
            room.acquire();
            synchronized (gate) {
                if (paused) {
                    room.release();
                    while (paused) {
                        gate.wait();
                    }
                    return;
                }
                LedgerCall call = generator.next();
                CompletableFuture<Outcome> outcome = client.send(call.request());
                sent.add(new Sent(call, System.currentTimeMillis(), outcome));
                outcome.whenComplete((decided, failure) -> room.release());
            }
        }
    }

    /** Stops sending and waits until all requests are decided. */
    List<Sent> quiesce() {
        synchronized (gate) {
            paused = true;
        }
        Waits.await("outcomes of all requests").until(() -> sentFrom(0).stream().allMatch(Sent::isDecided));
        return sentFrom(0);
    }

    private List<Sent> sentFrom(int first) {
        synchronized (gate) {
            return List.copyOf(sent.subList(first, sent.size()));
        }
    }

    void resume() {
        synchronized (gate) {
            paused = false;
            gate.notifyAll();
        }
    }

    /** Waits until each partition has decided a request that was sent after this call; returns how long that took. */
    Duration awaitProgress() {
        int mark = sentFrom(0).size();
        Set<Integer> all = partitions(IntStream.rangeClosed(1, PROFILE.ledgers())
                .mapToObj(number -> "branch-" + number)
                .toList());
        return Waits.measure(
                "decisions in all partitions",
                () -> partitions(sentFrom(mark).stream()
                                .filter(Sent::isDecided)
                                .map(one -> one.call().ledger())
                                .toList())
                        .equals(all));
    }

    private Set<Integer> partitions(List<String> ledgers) {
        Set<Integer> found = new HashSet<>();
        ledgers.forEach(ledger -> found.add(ShardPartitioner.partitionOf(ledger, partitions)));
        return found;
    }

    /** Waits until this number of further requests are decided. */
    void awaitOutcomes(int more) {
        long before = decided();
        Waits.await(more + " more outcomes").until(() -> decided() >= before + more);
    }

    private long decided() {
        return sentFrom(0).stream().filter(Sent::isDecided).count();
    }

    /** Waits until a request has been undecided for this long. */
    void awaitBacklogOf(Duration age) {
        Waits.await("a request that is undecided after " + age)
                .until(() -> sentFrom(0).stream()
                        .anyMatch(one -> !one.isDecided() && System.currentTimeMillis() - one.at() > age.toMillis()));
    }

    @Override
    public void close() {
        sender.interrupt();
        client.close();
    }
}
