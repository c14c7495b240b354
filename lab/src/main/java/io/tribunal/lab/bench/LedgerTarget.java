package io.tribunal.lab.bench;

import io.tribunal.core.identity.ClientId;
import io.tribunal.deployment.load.LoadGenerator;
import io.tribunal.deployment.load.LoadProfile;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.lab.baseline.LoadTarget;
import io.tribunal.schemas.signing.SigningKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A real deployment: sends signed requests of the account service; a request is answered when the client has verified its AGREED verdict. */
final class LedgerTarget implements LoadTarget, AutoCloseable {
    private static final int MAX_IN_FLIGHT = 1 << 16;

    private final TribunalClient client;
    private final LoadGenerator load;

    /** Connects with a client key that was not used in this deployment before. */
    LedgerTarget(TribunalConfig shared, ClientId id, SigningKey key, long seed) {
        AtomicLong sequence = new AtomicLong();
        this.client = TribunalClient.open(
                ClientConfig.of(shared, id, key, sequence::incrementAndGet).withMaxInFlight(MAX_IN_FLIGHT));
        this.load = new LoadGenerator(LoadProfile.usual(seed));
    }

    @Override
    public CompletableFuture<Boolean> send() throws InterruptedException {
        return client.send(load.next().request()).thenApply(Outcome.Agreed.class::isInstance);
    }

    @Override
    public void close() {
        client.close();
    }
}
