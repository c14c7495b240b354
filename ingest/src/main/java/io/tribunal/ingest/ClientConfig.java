package io.tribunal.ingest;

import io.tribunal.core.identity.ClientId;
import io.tribunal.core.signature.Signer;
import io.tribunal.ingest.journal.SequenceSource;
import io.tribunal.kafka.config.TribunalConfig;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The settings of a {@link TribunalClient}.
 *
 * @param shared brokers, namespace and deployment; without a deployment the client trusts the genesis that it finds,
 *     and logs its hash as a warning
 * @param clientId owner of the signer's key
 * @param timeout from {@code send} to giving up
 * @param validity from signing to notAfter; at most the policy's maxValidity less the clock difference to the brokers
 * @param maxInFlight requests without an outcome; {@code send} blocks above it
 * @param awaitsVerdicts false for a sender that only needs its entry in the log: outcomes are then
 *     {@link Outcome.Unknown} with {@link Outcome.Knowledge#APPENDED}
 * @param onRefuted called with each verdict that does not hold, on one of the client's own threads
 */
public record ClientConfig(
        TribunalConfig shared,
        ClientId clientId,
        Signer signer,
        SequenceSource sequences,
        Duration timeout,
        Duration validity,
        int maxInFlight,
        boolean awaitsVerdicts,
        Consumer<RefutedVerdict> onRefuted) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration VALIDITY = Duration.ofHours(12);
    private static final int MAX_IN_FLIGHT = 4096;

    public ClientConfig {
        if (maxInFlight < 1 || !timeout.isPositive() || !validity.isPositive()) {
            throw new IllegalArgumentException("timeout, validity and maxInFlight must be positive");
        }
    }

    /** The defaults: 30 s to an outcome, valid for 12 h, 4096 in flight. */
    public static ClientConfig of(TribunalConfig shared, ClientId clientId, Signer signer, SequenceSource sequences) {
        return new ClientConfig(
                shared, clientId, signer, sequences, TIMEOUT, VALIDITY, MAX_IN_FLIGHT, true, refuted -> {});
    }

    public ClientConfig withTimeout(Duration toOutcome) {
        return new ClientConfig(
                shared, clientId, signer, sequences, toOutcome, validity, maxInFlight, awaitsVerdicts, onRefuted);
    }

    public ClientConfig withMaxInFlight(int requests) {
        return new ClientConfig(
                shared, clientId, signer, sequences, timeout, validity, requests, awaitsVerdicts, onRefuted);
    }

    public ClientConfig reportingTo(Consumer<RefutedVerdict> listener) {
        return new ClientConfig(
                shared, clientId, signer, sequences, timeout, validity, maxInFlight, awaitsVerdicts, listener);
    }

    public ClientConfig withoutVerdicts() {
        return new ClientConfig(shared, clientId, signer, sequences, timeout, validity, maxInFlight, false, onRefuted);
    }
}
