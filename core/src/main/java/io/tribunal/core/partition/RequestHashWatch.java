package io.tribunal.core.partition;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.LoggedResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the records that the business log holds with those that executors have signed answers to (PROTOCOL 5). An honest
 * executor answers what it has read, so f + 1 that name the same other record prove that the log was changed. Remembers the
 * latest records and the latest differing claims of each executor, and is no part of a snapshot: what was read before a
 * restart is read by nobody again.
 */
final class RequestHashWatch {
    /** Business records that are remembered; answers to earlier ones are not compared. */
    static final int RECORDS = 2_048;
    /** Differing claims of one executor that are remembered: what a liar adds drives out only its own. */
    static final int CLAIMS = 16;

    private record Claim(long offset, Hash named) implements Comparable<Claim> {
        @Override
        public int compareTo(Claim other) {
            int byOffset = Long.compare(offset, other.offset);
            return byOffset != 0 ? byOffset : named.compareTo(other.named);
        }
    }

    private final PartitionAdmission admission;
    private final long[] offsets = new long[RECORDS];
    private final @Nullable Hash[] hashes = new Hash[RECORDS];
    private final Map<Claim, SortedSet<ExecutorId>> claims = new TreeMap<>();
    private final Map<ExecutorId, Deque<Claim>> byExecutor = new TreeMap<>();

    RequestHashWatch(PartitionAdmission admission) {
        this.admission = admission;
    }

    /** The log holds this record. */
    void read(BusinessRecord record) {
        int slot = slot(record.offset());
        offsets[slot] = record.offset();
        hashes[slot] = record.valueHash();
    }

    private static int slot(long offset) {
        return (int) (offset % RECORDS);
    }

    /**
     * An executor has signed an answer to a record that was read.
     *
     * @throws LogContradictionException when so many executors have answered another record
     */
    void answered(LoggedResponse answer) {
        Hash held = held(answer.businessOffset());
        Hash named = answer.response().requestHash();
        if (held != null && !held.equals(named)) {
            SortedSet<ExecutorId> agreeing = note(answer.executor(), new Claim(answer.businessOffset(), named));
            if (agreeing.size() >= admission.genesis().executorQuorum().oneHonest()) {
                throw new LogContradictionException(
                        new LogPosition(admission.partition(), answer.businessOffset()),
                        "the log holds a record with SHA-256 " + held + ", but " + agreeing
                                + " have signed answers to another one there, with SHA-256 " + named);
            }
        }
    }

    private @Nullable Hash held(long offset) {
        int slot = slot(offset);
        return offsets[slot] == offset ? hashes[slot] : null;
    }

    private SortedSet<ExecutorId> note(ExecutorId executor, Claim claim) {
        SortedSet<ExecutorId> agreeing = claims.computeIfAbsent(claim, unknown -> new TreeSet<>());
        if (agreeing.add(executor)) {
            Deque<Claim> own = byExecutor.computeIfAbsent(executor, unknown -> new ArrayDeque<>());
            own.addLast(claim);
            if (own.size() > CLAIMS) {
                forget(executor, own.removeFirst());
            }
        }
        return agreeing;
    }

    private void forget(ExecutorId executor, Claim claim) {
        claims.computeIfPresent(claim, (same, agreeing) -> {
            agreeing.remove(executor);
            return agreeing.isEmpty() ? null : agreeing;
        });
    }
}
