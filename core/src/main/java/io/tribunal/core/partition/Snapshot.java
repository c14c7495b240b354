package io.tribunal.core.partition;

import io.tribunal.core.admission.ReplayWindow;
import io.tribunal.core.ballot.CountedResponse;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.behaviour.Learned;
import io.tribunal.core.behaviour.Learner;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.ValidatorId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a partition's voting must keep over a restart. Entries and responses are not copied but referred to by offset;
 * they are read again from the logs. Equal states give equal snapshots.
 *
 * @param handledThrough last business offset that was handled
 * @param ruleOffsets business offsets of genesis and of the control entries in force
 * @param windows replay windows by key
 * @param left the first response of each executor that waits in the response log
 * @param held responses beyond the cursor
 * @param behaviour where the executors stand in the behaviour model
 * @param confidence history of those that have one
 * @param streaks agreeing answers in a row of those that are watched
 * @param hashes what both logs were up to here
 */
public record Snapshot(
        long handledThrough,
        long lastAdmitted,
        long elapsed,
        long lastAppendTime,
        Hash agreedState,
        long settledThrough,
        long nextSequence,
        Hash previousHash,
        SortedMap<ExecutorId, Long> executorClaims,
        SortedMap<ValidatorId, Long> validatorClaims,
        SortedMap<ExecutorId, Long> highestAnswered,
        SortedMap<ExecutorId, Divergences.Diverged> diverged,
        SortedMap<ExecutorId, Backlog.Mark> left,
        SortedMap<KeyId, List<ReplayWindow.Admitted>> windows,
        List<Long> ruleOffsets,
        List<OpenBallot> ballots,
        List<ResponseRef> held,
        Optional<Learner.Memory> behaviour,
        SortedMap<ExecutorId, Integer> confidence,
        SortedMap<ExecutorId, Streaks.Streak> streaks,
        RunningHashes hashes) {

    /** A response in the response log, and the elapsed ms at which it counted. */
    public record ResponseRef(long offset, int index, long elapsed) {}

    /**
     * An open ballot by reference: its entry, when it began, what it became, which answers it counted, and what was
     * learned of its behaviour.
     */
    public record OpenBallot(
            long businessOffset,
            long start,
            Optional<Hash> contextRoot,
            Ballot.Marks marks,
            List<ResponseRef> counted,
            Optional<Learned> learned) {}

    static Snapshot of(PartitionState state) {
        SortedMap<KeyId, List<ReplayWindow.Admitted>> windows = new TreeMap<>();
        state.admission.windows().forEach((key, window) -> windows.put(key, window.admitted()));
        windows.values().removeIf(List::isEmpty);
        return new Snapshot(
                state.handledThrough,
                state.lastAdmitted,
                state.time.elapsed(),
                state.time.lastAppendTime(),
                state.open.agreedState(),
                state.open.settledThrough(),
                state.chain.nextSequence(),
                state.chain.previousHash(),
                new TreeMap<>(state.cursor.executorClaims()),
                new TreeMap<>(state.cursor.validatorClaims()),
                new TreeMap<>(state.highestAnswered),
                new TreeMap<>(state.divergences.all()),
                new TreeMap<>(state.backlog.marks()),
                windows,
                List.copyOf(state.admission.ruleOffsets()),
                state.open.all().stream().map(Snapshot::openBallot).toList(),
                state.held.all().stream()
                        .map(held -> new ResponseRef(held.offset(), held.index(), 0))
                        .toList(),
                state.learner.memory(),
                new TreeMap<>(state.confidence.all()),
                new TreeMap<>(state.streaks.all()),
                state.hashes);
    }

    private static OpenBallot openBallot(Ballot ballot) {
        List<ResponseRef> counted =
                ballot.counted().stream().map(Snapshot::reference).toList();
        return new OpenBallot(
                ballot.offset(),
                ballot.terms().start(),
                ballot.terms().contextRoot(),
                ballot.marks(),
                counted,
                ballot.learned());
    }

    private static ResponseRef reference(CountedResponse answer) {
        return new ResponseRef(answer.offset(), answer.index(), answer.elapsed());
    }
}
