package io.tribunal.core.partition;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tracks executors whose state differs from the agreed one, to tell a deviation that only follows from a charged one from
 * a fresh one (PROTOCOL 7). Takes the closing ballots in business order.
 */
final class Divergences implements SnapshotPart {
    /**
     * An executor whose state left the agreed one.
     *
     * @param claimed its own post-state in the last ballot
     * @param inherited deviations in a row that were not charged again
     */
    record Diverged(Bytes claimed, int inherited) {}

    private final SortedMap<ExecutorId, Diverged> diverged = new TreeMap<>();

    /** The executor is in the agreed state, or its state is unknown. */
    void clear(ExecutorId executor) {
        diverged.remove(executor);
    }

    /**
     * Takes an answer that ends in another state than the agreed one. Once the allowance is used up, each answer counts.
     *
     * @return whether it only follows from a divergence that was charged before
     */
    boolean follow(ExecutorId executor, Bytes preState, Bytes postState, int allowance) {
        Diverged before = diverged.get(executor);
        if (before == null || !before.claimed().equals(preState)) {
            diverged.put(executor, new Diverged(postState, 0));
            return false;
        }
        boolean inherited = before.inherited() < allowance;
        diverged.put(executor, new Diverged(postState, before.inherited() + (inherited ? 1 : 0)));
        return inherited;
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.map(diverged, one -> out.bytes(one.claimed()).int32(one.inherited()));
    }

    @Override
    public void readFrom(CanonicalReader in) {
        diverged.putAll(in.map(ExecutorId::new, () -> new Diverged(in.bytes(), in.int32())));
    }
}
