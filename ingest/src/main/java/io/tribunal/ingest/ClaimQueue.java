package io.tribunal.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Claims that wait to be checked, first attempts first. Bounded: the last in that order makes room, and it is remembered from
 * where on the verdicts must be read again for it. Thread-safe.
 */
final class ClaimQueue {
    private final int maxClaims;
    private final long maxBytes;
    private final TreeSet<Claim> claims = new TreeSet<>(Claim.FIRST_ATTEMPTS_FIRST);
    private final Map<Integer, Long> missed = new HashMap<>();
    private long bytes;
    private long next;

    ClaimQueue(int maxClaims, long maxBytes) {
        this.maxClaims = maxClaims;
        this.maxBytes = maxBytes;
    }

    /**
     * Adds a claim.
     *
     * @param attempt how many claims on that request came before
     */
    synchronized void add(PendingRequest request, ReadVerdict read, int attempt) {
        claims.add(new Claim(request, read, attempt, next++));
        bytes += read.bytes();
        while (claims.size() > maxClaims || (bytes > maxBytes && claims.size() > 1)) {
            miss(remove(claims.last()).read());
        }
        notifyAll();
    }

    /** There is no room for this verdict now. */
    synchronized void miss(ReadVerdict read) {
        missed.merge(read.partition(), read.offset(), Math::min);
    }

    private Claim remove(Claim claim) {
        claims.remove(claim);
        bytes -= claim.read().bytes();
        return claim;
    }

    /** The next claim; waits for one. */
    synchronized Claim take() throws InterruptedException {
        while (claims.isEmpty()) {
            wait();
        }
        return remove(claims.first());
    }

    /** By partition: from where on verdicts must be read again, once nothing waits; empty when nothing was missed. */
    synchronized Map<Integer, Long> takeMissed() {
        if (!claims.isEmpty() || missed.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Long> taken = Map.copyOf(missed);
        missed.clear();
        return taken;
    }
}
