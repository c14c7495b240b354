package io.tribunal.core.partition;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which executors go on from a state of their own, so that a deviation that only follows from a charged one is told
 * from a fresh one (PROTOCOL 7). Fed with the closing ballots in business order.
 */
final class Divergences {
    /**
     * An executor whose state left the agreed one.
     *
     * @param claimed its own post-state in the last ballot
     * @param inherited deviations in a row that were not charged again
     */
    record Diverged(Bytes claimed, int inherited) {}

    private final SortedMap<ExecutorId, Diverged> diverged = new TreeMap<>();

    /** The executor agrees with the state, or nothing is known of where it stands. */
    void clear(ExecutorId executor) {
        diverged.remove(executor);
    }

    /**
     * The executor's answer left or stayed off the agreed state. Once the allowance is used up, each further one counts.
     *
     * @return true when it only follows from a divergence that was charged before
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

    SortedMap<ExecutorId, Diverged> all() {
        return Collections.unmodifiableSortedMap(diverged);
    }

    void restore(ExecutorId executor, Bytes claimed, int inherited) {
        diverged.put(executor, new Diverged(claimed, inherited));
    }
}
