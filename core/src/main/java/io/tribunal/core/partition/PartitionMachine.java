package io.tribunal.core.partition;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.Answer;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.BallotTerms;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.ballot.VerdictEncoder;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.BatchAdmission.ByExecutor;
import io.tribunal.core.partition.BatchAdmission.ByValidator;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.state.StateDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The voting on one partition: a pure function of a prefix of its response log and of the business entries that f + 1
 * executors have handled (PROTOCOL 5). The same for the Streams topology, the validator, the audit and the simulator;
 * each record brings forth its events before the next one is looked at. Not safe for use by several threads.
 */
public final class PartitionMachine {
    private final int partition;
    private final BusinessLog businessLog;
    private final PartitionAdmission admission;
    private final BatchAdmission batches;
    private final Cursor cursor = new Cursor();
    private final HeldResponses held = new HeldResponses();
    private final Divergences divergences = new Divergences();
    private final Dissent dissent = new Dissent(divergences, held);
    private final Map<ExecutorId, Long> highestAnswered = new TreeMap<>();
    private OpenBallots open = new OpenBallots(StateDigest.INITIAL, 0);
    private ElapsedTime time = new ElapsedTime(0, 0);
    private VerdictChain chain;
    private long handledThrough = -1;
    private long lastAdmitted;

    /**
     * A machine that has read nothing yet.
     *
     * @param deployment SHA-256 of the genesis payload
     * @param businessLog read from offset 0 on
     */
    public PartitionMachine(
            int partition,
            Hash deployment,
            SignatureVerifier signatures,
            VerdictEncoder encoder,
            BusinessLog businessLog) {
        this.partition = partition;
        this.businessLog = businessLog;
        this.admission = new PartitionAdmission(partition, deployment, signatures);
        this.batches = new BatchAdmission(admission);
        this.chain = new VerdictChain(encoder, 0, Hash.ZERO);
    }

    /**
     * Takes the next record of the response log.
     *
     * @return what it brings forth, in the order in which it is to be written
     * @throws io.tribunal.core.admission.BadGenesisException when the business log is not this deployment's
     */
    public List<Event> process(ResponseRecord record) {
        Step step = new Step(record);
        if (!admission.isOpen()) {
            step.readBusinessLog(0);
        }
        time.moveTo(record.appendTime(), admission.policy().maxStep());
        step.takeBatch();
        step.decide();
        step.close();
        return step.events();
    }

    /** One record's way through the machine. */
    private final class Step {
        private final ResponseRecord record;
        private final TreeMap<Long, List<Draft>> drafts = new TreeMap<>();
        private final List<Event> others = new ArrayList<>();
        private final TreeMap<Long, Ballot> touched = new TreeMap<>();

        Step(ResponseRecord record) {
            this.record = record;
        }

        void takeBatch() {
            switch (batches.check(record)) {
                case BatchAdmission.Refused refused ->
                    others.add(new Event.Discarded(record.position(), -1, refused.reason(), refused.detail()));
                case ByValidator heartbeat -> {
                    cursor.claim(heartbeat.validator(), heartbeat.processedTo());
                    advance();
                }
                case ByExecutor answer -> {
                    cursor.claim(answer.executor(), answer.batch().header().processedTo());
                    advance();
                    countAll(answer.executor(), answer.batch());
                }
            }
        }

        private void advance() {
            readBusinessLog(cursor.position(admission.genesis()));
            held.release(handledThrough)
                    .forEach(response ->
                            count(response.executor(), response.batch(), response.offset(), response.index()));
        }

        private void countAll(ExecutorId executor, ResponseBatch batch) {
            for (int index = 0; index < batch.items().size(); index++) {
                if (batch.items().get(index).response().businessOffset() > handledThrough) {
                    hold(new HeldResponses.Held(executor, batch, record.position().offset(), index));
                } else {
                    count(executor, batch, record.position().offset(), index);
                }
            }
        }

        private void hold(HeldResponses.Held response) {
            if (!held.hold(response, admission.policy().maxHeld())) {
                discard(response.index(), Event.Reason.HELD_OVERFLOW, "too far beyond the cursor");
            }
        }

        private void discard(int index, Event.Reason reason, String detail) {
            others.add(new Event.Discarded(record.position(), index, reason, detail));
        }

        void readBusinessLog(long through) {
            while (open.size() < openBallotsAllowed()) {
                Optional<BusinessRecord> next =
                        handledThrough < through ? businessLog.next(through) : Optional.empty();
                if (next.isEmpty()) {
                    handledThrough = Math.max(handledThrough, through);
                    return;
                }
                handledThrough = next.get().offset();
                handle(admission.decide(next.get()));
            }
        }

        private int openBallotsAllowed() {
            return admission.isOpen() ? admission.policy().maxOpenBallots() : 1;
        }

        private void handle(Decision decision) {
            switch (decision) {
                case Decision.Opened ignored -> {}
                case Decision.Refused refused ->
                    draft(refused.record().offset(), () -> chain.rejected(refused, at(), time.elapsed()));
                case Decision.Applied applied -> apply(applied);
                case Decision.Admitted admitted -> openBallot(admitted);
            }
        }

        private void apply(Decision.Applied applied) {
            if (applied.control().action() instanceof Control.VoidState entry && entry.partition() == partition) {
                Ballot ballot = open.at(entry.businessOffset());
                open.voidState(entry, time.elapsed(), applied.record().offset());
                if (ballot != null) {
                    touched.put(ballot.offset(), ballot);
                }
            }
        }

        private void openBallot(Decision.Admitted admitted) {
            long offset = admitted.record().offset();
            int interval = admission.policy().checkpointInterval();
            boolean rootDue = admission.policy().stateful() && offset / interval > lastAdmitted / interval;
            lastAdmitted = offset;
            open.open(new Ballot(new BallotTerms(
                    admitted.record().position(),
                    admitted.record().valueHash(),
                    admitted.request().requestId(),
                    admitted.request().clientId(),
                    admitted.request().operation(),
                    admission.policy(),
                    admission.activeExecutors(),
                    time.elapsed(),
                    rootDue)));
        }

        private void count(ExecutorId executor, ResponseBatch batch, long offset, int index) {
            long businessOffset = batch.items().get(index).response().businessOffset();
            Ballot ballot = open.at(businessOffset);
            if (ballot == null) {
                noteStray(executor, businessOffset, offset, index);
                return;
            }
            Answer first = ballot.answers().get(executor);
            ballot.count(executor, batch, offset, index, time.elapsed())
                    .ifPresent(second -> others.add(
                            new Event.DeviationFound(Dissent.equivocation(ballot, first, second, at()))));
            highestAnswered.merge(executor, businessOffset, Math::max);
            touched.put(businessOffset, ballot);
        }

        /** A repeat after a restart is silent; what answers nothing that is open is said once. */
        private void noteStray(ExecutorId executor, long businessOffset, long offset, int index) {
            if (businessOffset > highestAnswered.getOrDefault(executor, -1L)) {
                highestAnswered.put(executor, businessOffset);
                others.add(new Event.Discarded(
                        new LogPosition(partition, offset),
                        index,
                        Event.Reason.NO_OPEN_BALLOT,
                        "no open ballot at " + businessOffset));
            }
        }

        void decide() {
            open.advance().forEach(ballot -> touched.put(ballot.offset(), ballot));
            for (Ballot ballot : touched.values()) {
                ballot.decide(time.elapsed()).ifPresent(outcome -> draftOf(ballot, outcome));
            }
            for (Ballot ballot : open.all()) {
                if (ballot.becomesOverdue(time.elapsed())) {
                    draftOf(ballot, new Verdict.Overdue());
                }
            }
        }

        private void draftOf(Ballot ballot, Verdict.Outcome outcome) {
            draft(ballot.offset(), () -> chain.of(ballot, outcome, at(), time.elapsed()));
        }

        private void draft(long businessOffset, Draft draft) {
            drafts.computeIfAbsent(businessOffset, key -> new ArrayList<>()).add(draft);
        }

        void close() {
            open.close(time.elapsed()).stream()
                    .flatMap(ballot -> dissent.of(ballot, at()).stream())
                    .forEach(deviation -> others.add(new Event.DeviationFound(deviation)));
        }

        private long at() {
            return record.position().offset();
        }

        /** Verdicts in business order, then the rest. */
        List<Event> events() {
            List<Event> events = new ArrayList<>();
            drafts.values().forEach(some -> some.forEach(draft -> events.add(draft.issue())));
            events.addAll(others);
            return events;
        }
    }

    /** A verdict that waits for its turn in the chain. */
    @FunctionalInterface
    private interface Draft {
        Event issue();
    }
}
