package io.tribunal.ingest;

import io.tribunal.core.decision.CertifiedDecision;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decisions that wait for one with a lower number: the last one read of each number, as compaction would keep it.
 * Nothing in them is checked yet, so their bytes are bounded; the highest numbers make room.
 */
final class WaitingDecisions {
    static final int MAX_BYTES = 8 << 20;

    private record Waiting(CertifiedDecision decision, int bytes) {}

    private final NavigableMap<Long, Waiting> byNumber = new TreeMap<>();
    private long bytes;
    private boolean overflowed;
    private long appliedAtOverflow;

    void add(CertifiedDecision decision, int size) {
        put(decision, size);
        while (bytes > MAX_BYTES) {
            bytes -= byNumber.pollLastEntry().getValue().bytes();
            overflowed = true;
        }
    }

    private void put(CertifiedDecision decision, int size) {
        Waiting before = byNumber.put(decision.decision().number(), new Waiting(decision, size));
        bytes += size - (before == null ? 0 : before.bytes());
    }

    /** The decision of that number, which then does not wait any more. */
    Optional<CertifiedDecision> take(long number) {
        Waiting taken = byNumber.remove(number);
        bytes -= taken == null ? 0 : taken.bytes();
        return Optional.ofNullable(taken).map(Waiting::decision);
    }

    /** Whether one had to make room, and others have been applied since; true once for each number applied. */
    boolean takeOverflow(int applied) {
        boolean taken = overflowed && applied > appliedAtOverflow;
        if (taken) {
            overflowed = false;
            appliedAtOverflow = applied;
        }
        return taken;
    }
}
