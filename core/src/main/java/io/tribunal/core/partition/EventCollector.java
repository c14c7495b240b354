package io.tribunal.core.partition;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.behaviour.Anomaly;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.recovery.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the effects of one response-log record: verdicts in business order, then the other events. */
final class EventCollector {
    private final int partition;
    private final Moment now;
    private final SortedMap<Long, List<Draft>> drafts = new TreeMap<>();
    private final List<Event> others = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();

    /** A verdict that has no place in the chain yet. */
    @FunctionalInterface
    private interface Draft {
        Event issue(VerdictChain chain);
    }

    EventCollector(int partition, Moment now) {
        this.partition = partition;
        this.now = now;
    }

    Moment now() {
        return now;
    }

    void rejected(Decision.Refused refused) {
        draft(refused.record().offset(), chain -> chain.rejected(refused, now));
    }

    void decided(Ballot ballot, Verdict.Outcome outcome) {
        draft(ballot.offset(), chain -> chain.decided(ballot, outcome, now));
    }

    private void draft(long businessOffset, Draft draft) {
        drafts.computeIfAbsent(businessOffset, key -> new ArrayList<>()).add(draft);
    }

    /** Discards the whole record. */
    void discarded(BatchAdmission.Refused refused) {
        others.add(new Event.Discarded(
                new LogPosition(partition, now.offset()), -1, Bytes.EMPTY, refused.reason(), refused.detail()));
    }

    void discarded(LoggedResponse response, Event.Reason reason, String detail) {
        LogPosition position = new LogPosition(partition, response.offset());
        others.add(new Event.Discarded(position, response.index(), response.encoded(), reason, detail));
    }

    void found(Deviation deviation) {
        others.add(new Event.DeviationFound(deviation));
    }

    void found(Anomaly anomaly) {
        others.add(new Event.AnomalyFound(anomaly));
    }

    void observed(Observation observation) {
        observations.add(observation);
    }

    void reached(Checkpoint checkpoint) {
        checkpoints.add(checkpoint);
    }

    /** Gives the verdicts their places in the chain. */
    PartitionMachine.Step publish(VerdictChain chain) {
        List<Event> events = new ArrayList<>();
        drafts.values().forEach(some -> some.forEach(draft -> events.add(draft.issue(chain))));
        events.addAll(others);
        return new PartitionMachine.Step(events, observations, checkpoints);
    }
}
