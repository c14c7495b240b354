package io.tribunal.core.partition;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.BallotTerms;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.detection.ProvedEquivocation;
import io.tribunal.core.detection.StatusChanged;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.recovery.AdmissionContext;
import io.tribunal.core.recovery.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One response-log record's way through the machine: take the batch, decide ballots, close ballots (PROTOCOL 5). */
final class Step {
    /** Business offsets by which an executor that is only watched may be behind a ballot that still waits for it. */
    private static final int AWAITED_WITHIN = 256;

    private final PartitionState state;
    private final ResponseRecord record;
    private final TreeMap<Long, List<Draft>> drafts = new TreeMap<>();
    private final List<Event> others = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final TreeMap<Long, Ballot> touched = new TreeMap<>();

    Step(PartitionState state, ResponseRecord record) {
        this.state = state;
        this.record = record;
    }

    List<Event> run() {
        if (!state.admission.isOpen()) {
            readBusinessLog(0);
        }
        state.time.moveTo(record.appendTime(), state.admission.policy().timing().maxStep());
        state.hashes = state.hashes.withResponse(at(), record.appendTime(), record.valueHash());
        takeBatch();
        decide();
        close();
        return events();
    }

    private void takeBatch() {
        switch (state.batches.check(record)) {
            case BatchAdmission.Refused refused -> {
                others.add(new Event.Discarded(record.position(), -1, Bytes.EMPTY, refused.reason(), refused.detail()));
                readBacklog();
            }
            case BatchAdmission.ByValidator heartbeat -> {
                state.cursor.claim(heartbeat.validator(), heartbeat.processedTo());
                advance();
                readBacklog();
            }
            case BatchAdmission.ByExecutor answer -> {
                state.cursor.claim(answer.executor(), answer.batch().header().processedTo());
                advance();
                readBacklog();
                if (!state.backlog.isLeft(answer.executor())) {
                    take(answer.executor(), answer.batch(), new Backlog.Mark(at(), 0));
                }
            }
        }
    }

    private void advance() {
        readBusinessLog(state.cursor.position(state.admission.genesis(), state.admission.activeExecutors()));
        state.held.release(state.handledThrough).forEach(this::count);
    }

    /** There is room again when half of what an executor may have held is free. */
    private void readBacklog() {
        state.backlog.readOn(at(), executor -> state.held.bytesOf(executor) <= maxHeld() / 2, this::take);
    }

    /** Takes a batch's responses from that one on, until one has to be left in the log for want of room. */
    private boolean take(ExecutorId executor, ResponseBatch batch, Backlog.Mark from) {
        for (int index = from.index(); index < batch.items().size(); index++) {
            LoggedResponse response = new LoggedResponse(executor, batch.prove(index), from.offset());
            if (isEarly(response) && !state.held.hasRoomFor(response, maxHeld())) {
                state.backlog.leave(executor, new Backlog.Mark(from.offset(), index));
                return false;
            }
            take(response);
        }
        return true;
    }

    private int maxHeld() {
        return state.admission.policy().limits().maxHeld();
    }

    private boolean isEarly(LoggedResponse response) {
        Ballot ballot = state.open.at(response.businessOffset());
        return response.businessOffset() > state.handledThrough || (ballot != null && mayAnswerAnew(response, ballot));
    }

    private void take(LoggedResponse response) {
        if (response.businessOffset() > state.handledThrough) {
            hold(response);
        } else {
            count(response);
        }
    }

    private void hold(LoggedResponse response) {
        state.held.hold(response, response.dueAfter(state.handledThrough));
    }

    private void discard(LoggedResponse response, Event.Reason reason, String detail) {
        LogPosition position = new LogPosition(state.partition, response.offset());
        others.add(new Event.Discarded(position, response.index(), response.encoded(), reason, detail));
    }

    private void readBusinessLog(long through) {
        while (state.open.size() < openBallotsAllowed() || state.open.isBlocked()) {
            Optional<BusinessRecord> next =
                    state.handledThrough < through ? state.businessLog.next(through) : Optional.empty();
            if (next.isEmpty()) {
                state.handledThrough = Math.max(state.handledThrough, through);
                return;
            }
            state.handledThrough = next.get().offset();
            state.hashes = state.hashes.withBusiness(
                    next.get().offset(), next.get().appendTime(), next.get().valueHash());
            handle(state.admission.decide(next.get()));
        }
    }

    private int openBallotsAllowed() {
        return state.admission.isOpen() ? state.admission.policy().limits().maxOpenBallots() : 1;
    }

    private void handle(Decision decision) {
        switch (decision) {
            case Decision.Opened ignored -> {}
            case Decision.Refused refused ->
                draft(refused.record().offset(), () -> state.chain.rejected(refused, at(), state.time.elapsed()));
            case Decision.Applied applied -> apply(applied);
            case Decision.Admitted admitted -> openBallot(admitted);
        }
    }

    private void apply(Decision.Applied applied) {
        switch (applied.control().decision().subject()) {
            case IsolationProposal proposal -> changeStatus(proposal.event());
            case RootMandate mandate -> {
                if (mandate.action() instanceof Action.VoidState entry && entry.partition() == state.partition) {
                    settle(entry, applied.record().offset());
                }
            }
        }
    }

    private void settle(Action.VoidState entry, long at) {
        Ballot ballot = state.open.at(entry.businessOffset());
        state.open.voidState(entry, state.time.elapsed(), at);
        if (ballot != null) {
            touched.put(ballot.offset(), ballot);
        }
    }

    private void changeStatus(MembershipEvent event) {
        state.streaks.end(event.executor());
        state.cursor.forget(event.executor());
        state.divergences.clear(event.executor());
        boolean settled = !(event instanceof MembershipEvent.Down || event instanceof MembershipEvent.Up);
        observations.add(new StatusChanged(event.executor(), settled, at()));
    }

    private void openBallot(Decision.Admitted admitted) {
        long offset = admitted.record().offset();
        int interval = state.admission.policy().state().checkpointInterval();
        boolean rootDue = state.admission.policy().state().stateful() && offset / interval > state.lastAdmitted / interval;
        state.lastAdmitted = offset;
        Optional<Hash> contextRoot = rootDue
                ? Optional.of(AdmissionContext.of(state.admission, offset).root())
                : Optional.empty();
        BallotTerms terms = state.terms(admitted.record(), admitted.request(), state.time.elapsed(), contextRoot);
        state.open.open(new Ballot(
                terms,
                BallotRounds.open(state.learner, terms, admitted.request().body())));
    }

    private void count(LoggedResponse response) {
        Ballot ballot = state.open.at(response.businessOffset());
        if (ballot == null) {
            noteStray(response);
            return;
        }
        if (mayAnswerAnew(response, ballot)) {
            hold(response);
        }
        if (!state.open.isBlockedBefore(ballot)) {
            count(response, ballot);
        }
    }

    /** Its author may have handled a Void that the cursor has not reached yet: then the answer is needed after that. */
    private boolean mayAnswerAnew(LoggedResponse response, Ballot ballot) {
        return response.processedTo() > state.handledThrough
                && state.open.isBehindFrontier(ballot)
                && (state.open.isBlockedBefore(ballot) || ballot.answers().containsKey(response.executor()));
    }

    private void count(LoggedResponse response, Ballot ballot) {
        ballot.count(response.executor(), response.proved(), response.offset(), state.time.elapsed())
                .ifPresent(proof -> report(ballot, proof));
        state.highestAnswered.merge(response.executor(), response.businessOffset(), Math::max);
        touched.put(ballot.offset(), ballot);
    }

    private void report(Ballot ballot, Ballot.Equivocation proof) {
        others.add(new Event.DeviationFound(DeviationClassifier.equivocation(ballot, proof, at())));
        observations.add(new ProvedEquivocation(proof.first().executor(), ballot.offset(), at()));
    }

    /** A repeat after a restart is silent; what answers nothing that is open is said once. */
    private void noteStray(LoggedResponse response) {
        if (!state.admission.activeExecutors().contains(response.executor())) {
            return;
        }
        long answered = state.highestAnswered.getOrDefault(response.executor(), -1L);
        if (response.businessOffset() > answered) {
            state.highestAnswered.put(response.executor(), response.businessOffset());
            discard(response, Event.Reason.NO_OPEN_BALLOT, "no open ballot at " + response.businessOffset());
        }
    }

    private void decide() {
        for (Ballot ballot : state.open.advance()) {
            touched.put(ballot.offset(), ballot);
            checkpoint(ballot).ifPresent(checkpoints::add);
        }
        learn();
        touched.values().forEach(this::decide);
        for (Ballot ballot : state.open.all()) {
            if (ballot.endsAtDeadline()) {
                decide(ballot);
            }
            if (ballot.becomesOverdue(state.time.elapsed())) {
                draftOf(ballot, new Verdict.Overdue());
            }
        }
    }

    /** Where a state that carries its root is agreed, others may begin. */
    private Optional<Checkpoint> checkpoint(Ballot ballot) {
        return ballot.state()
                .flatMap(agreed -> ballot.terms()
                        .contextRoot()
                        .map(contextRoot -> new Checkpoint(
                                state.admission.deployment(),
                                state.partition,
                                ballot.offset(),
                                agreed.postState(),
                                new Hash(agreed.stateRoot()),
                                contextRoot)));
    }

    private void decide(Ballot ballot) {
        ballot.decide(state.time.elapsed(), state.confidence).ifPresent(outcome -> draftOf(ballot, outcome));
    }

    /** Learns the rounds that have been heard; the ballots in which a new state became known may be decided now. */
    private void learn() {
        state.learner
                .learn(offset -> isHeard(state.open.at(offset)), at())
                .forEach(anomaly -> others.add(new Event.AnomalyFound(anomaly)));
        for (long offset : state.learner.takeStirred()) {
            Ballot ballot = state.open.at(offset);
            if (ballot != null) {
                touched.put(offset, ballot);
            }
        }
    }

    private boolean isHeard(@Nullable Ballot ballot) {
        return ballot != null && ballot.isHeard(state.time.elapsed());
    }

    private void draftOf(Ballot ballot, Verdict.Outcome outcome) {
        draft(ballot.offset(), () -> state.chain.of(ballot, outcome, at(), state.time.elapsed()));
    }

    private void draft(long businessOffset, Draft draft) {
        drafts.computeIfAbsent(businessOffset, key -> new ArrayList<>()).add(draft);
    }

    private void close() {
        for (Ballot ballot : state.open.close(state.time.elapsed(), this::isAwaited)) {
            Closing closing = new Closing(ballot, state.dissent.of(ballot, at()));
            closing.deviations().forEach(deviation -> others.add(new Event.DeviationFound(deviation)));
            observations.add(closing.observation(at(), state.time.elapsed(), settled()));
            observations.addAll(new ProbationTracker(state).of(closing, at()));
            state.confidence.take(ballot);
        }
    }

    private Set<ExecutorId> settled() {
        return state.admission.chain().membership().settled();
    }

    /** A ballot waits for who is watched only while that executor is about to come to it. */
    private boolean isAwaited(Ballot ballot, ExecutorId executor) {
        return state.cursor.claimOf(executor) >= ballot.offset() - AWAITED_WITHIN;
    }

    /** What detectors see of this record: what takes effect and proofs as they come, then ballots as they close. */
    List<Observation> observations() {
        return observations;
    }

    /** Where a state that carries its root has become agreed, in business order. */
    List<Checkpoint> checkpoints() {
        return checkpoints;
    }

    private long at() {
        return record.position().offset();
    }

    /** Verdicts in business order, then the rest. */
    private List<Event> events() {
        List<Event> events = new ArrayList<>();
        drafts.values().forEach(some -> some.forEach(draft -> events.add(draft.issue())));
        events.addAll(others);
        return events;
    }

    /** A verdict that waits for its turn in the chain. */
    @FunctionalInterface
    private interface Draft {
        Event issue();
    }
}
