package io.tribunal.ingest;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.ingest.check.EmbeddedProofs;
import io.tribunal.ingest.check.Trust;
import io.tribunal.ingest.check.VerdictChecker;
import io.tribunal.schemas.signing.Ed25519;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Requests in flight whose verdicts are checked without logs, and verdicts as they are read. */
final class InFlightFixture {
    private InFlightFixture() {}

    static InFlightRequests of(Supplier<Trust> trust, int maxInFlight, Consumer<RefutedVerdict> onRefuted) {
        return new InFlightRequests(
                new InFlightRequests.Checks(embedded(), embedded(), trust),
                maxInFlight,
                onRefuted,
                (partition, from) -> {});
    }

    static VerdictChecker embedded() {
        return new VerdictChecker(Ed25519.verifier(), new EmbeddedProofs());
    }

    static ReadVerdict read(Verdict verdict) {
        return new ReadVerdict(verdict, 0, 100);
    }
}
