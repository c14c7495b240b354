package io.tribunal.lab.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Status;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.RefutedVerdict;
import io.tribunal.ingest.TribunalClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A well-behaved client: its requests must be decided next to hostile records. */
final class HonestClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Accounts opened by all clients, since an account can be opened once. */
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    private final TribunalClient client;
    private final BlockingQueue<RefutedVerdict> refuted = new LinkedBlockingQueue<>();

    HonestClient(HostileFixture fixture) {
        this.client = TribunalClient.open(ClientConfig.of(
                        fixture.config(),
                        new ClientId(HostileFixture.CLIENT),
                        fixture.key(HostileFixture.CLIENT),
                        fixture::sequence)
                .withTimeout(PATIENCE)
                .reportingTo(refuted::add));
    }

    CompletableFuture<Outcome> open(int partition) throws InterruptedException {
        String body = "{\"account\":\"honest-" + ACCOUNTS.incrementAndGet() + "\",\"overdraft\":\"none\"}";
        return client.send(NewRequest.json(HostileFixture.ledgerOf(partition), "OPEN", Bytes.utf8(body)));
    }

    /** Sends a request to the partition, waits for its decision, and returns the outcome. */
    Outcome.Agreed decided(int partition) throws InterruptedException {
        return agreed(open(partition));
    }

    static Outcome.Agreed agreed(CompletableFuture<Outcome> pending) {
        Outcome outcome = pending.join();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Agreed.class,
                        agreed -> assertThat(agreed.status()).isEqualTo(Status.OK));
        return (Outcome.Agreed) outcome;
    }

    LogPosition positionOfNextIn(int partition) throws InterruptedException {
        LogPosition last = decided(partition).position();
        return new LogPosition(partition, last.offset() + 1);
    }

    /** Waits for this number of refuted verdicts. */
    List<RefutedVerdict> awaitRefuted(int count) throws InterruptedException {
        List<RefutedVerdict> found = new ArrayList<>();
        while (found.size() < count) {
            RefutedVerdict next = refuted.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("refuted verdict after " + found).isNotNull();
            found.add(next);
        }
        return found;
    }

    @Override
    public void close() {
        client.close();
    }
}
