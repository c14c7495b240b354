package io.tribunal.core.partition;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.Confidence;
import io.tribunal.core.ballot.ResponseContents;
import io.tribunal.core.ballot.VerdictEncoder;
import io.tribunal.core.behaviour.Learner;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.List;
import java.util.Optional;

/**
 * The voting on one partition: a pure function of a prefix of its response log and of the business entries that f + 1
 * executors have handled (PROTOCOL 5). The Streams topology, the validators, the audit and the simulator all run it. Not
 * safe for use by several threads.
 */
public final class PartitionMachine {
    /** Memory for whole held responses of one executor: what the default policy lets one hold. */
    private static final long HELD_CONTENT_BYTES = 8 << 20;
    /** Memory for whole responses of one executor in undecided ballots. */
    private static final long BALLOT_CONTENT_BYTES = 4 << 20;

    private final PartitionAdmission admission;
    private final BusinessReader business;
    private final LogHashes hashes = new LogHashes();
    private final ResponseIntake intake;
    private final OpenBallots open;
    private final BallotDecider decider;
    private final BallotCloser closer;
    private final LogReferences references;
    private final LoggedResponses responses;
    /** In the order in which a snapshot holds them. */
    private final List<SnapshotPart> parts;

    /**
     * A machine that has read nothing yet.
     *
     * @param deployment SHA-256 of the genesis payload
     * @param businessLog read from offset 0 on
     * @param responseLog the records that this machine has processed already: it reads deferred responses again
     */
    public PartitionMachine(
            int partition,
            Hash deployment,
            SignatureVerifier signatures,
            VerdictEncoder encoder,
            BusinessLog businessLog,
            ResponseLog responseLog) {
        admission = new PartitionAdmission(partition, deployment, signatures);
        RequestHashWatch watch = new RequestHashWatch(admission);
        business = new BusinessReader(businessLog, admission, hashes, watch);
        BatchAdmission batches = new BatchAdmission(admission);
        ElapsedTime time = new ElapsedTime();
        Cursor cursor = new Cursor(admission);
        responses = new LoggedResponses(responseLog);
        HeldResponses held =
                new HeldResponses(this::heldSize, new ResponseContents(responses::read, HELD_CONTENT_BYTES));
        Backlog backlog = new Backlog(responseLog, batches);
        StateFrontier frontier = new StateFrontier();
        open = new OpenBallots(frontier);
        AnsweredOffsets answered = new AnsweredOffsets();
        Learner learner = new Learner();
        Confidence confidence = new Confidence();
        Divergences divergences = new Divergences();
        Streaks streaks = new Streaks();
        VerdictChain chain = new VerdictChain(encoder);
        decider = new BallotDecider(
                admission,
                open,
                answered,
                learner,
                confidence,
                new ResponseContents(responses::read, BALLOT_CONTENT_BYTES));
        intake = new ResponseIntake(
                admission, business, batches, time, hashes, watch, cursor, held, backlog, decider, this::handle);
        closer = new BallotCloser(admission, divergences, streaks, chain, backlog::isBehind);
        references = new LogReferences(admission, open, held);
        parts = List.of(
                business,
                time,
                frontier,
                chain,
                cursor,
                answered,
                divergences,
                backlog,
                references,
                learner,
                confidence,
                streaks,
                hashes);
    }

    /**
     * A machine as it stood when the snapshot was taken. The business log must continue after
     * {@link Snapshot#handledThrough}.
     *
     * @param archive where the records that the snapshot refers to, and the deferred responses, are read again
     * @throws IllegalStateException when the logs are not those of the snapshot
     */
    public static PartitionMachine restore(
            Snapshot snapshot,
            int partition,
            Hash deployment,
            SignatureVerifier signatures,
            VerdictEncoder encoder,
            BusinessLog businessLog,
            LogArchive archive) {
        PartitionMachine machine =
                new PartitionMachine(partition, deployment, signatures, encoder, businessLog, archive);
        snapshot.restore(machine.parts);
        machine.references.restore(archive, machine.decider, machine.responses, machine.business.handledThrough());
        return machine;
    }

    /** All that this machine must keep over a restart, as it stands after the last record. */
    public Snapshot snapshot() {
        return Snapshot.of(parts);
    }

    /**
     * Takes the next record of the response log.
     *
     * @return the resulting events, in the order in which they are to be written
     * @throws io.tribunal.core.admission.BadGenesisException when the business log is not this deployment's
     * @throws LogContradictionException when f + 1 executors have answered a record that the business log does not hold
     */
    public List<Event> process(ResponseRecord record) {
        return step(record).events();
    }

    /** The same with the observations for detectors; {@link Event} holds none, so verdicts do not depend on them. */
    public Step step(ResponseRecord record) {
        EventCollector out = new EventCollector(admission.partition(), intake.begin(record));
        intake.take(record, out);
        decider.decide(out);
        closer.close(decider.close(out.now(), intake::isNear), out);
        Step step = closer.publish(out);
        decider.dropContents();
        responses.forget();
        return step;
    }

    private long heldSize(LoggedResponse response) {
        return admission.genesis().rulesVersion().boundsHeldMemory()
                ? response.retainedBytes()
                : response.encoded().length();
    }

    /** Handles a business entry that the cursor has reached. */
    private void handle(Decision decision, EventCollector out) {
        switch (decision) {
            case Decision.Opened ignored -> {}
            case Decision.Refused refused -> out.rejected(refused);
            case Decision.Admitted admitted ->
                decider.open(admitted, business.contextRootAt(admitted.record().offset()), out.now());
            case Decision.Applied applied -> apply(applied, out);
        }
    }

    private void apply(Decision.Applied applied, EventCollector out) {
        switch (applied.control().decision().subject()) {
            case IsolationProposal proposal -> {
                intake.forget(proposal.event().executor());
                decider.reviewAll();
                closer.changeStatus(proposal.event(), out);
            }
            case RootMandate mandate -> {
                if (mandate.action() instanceof Action.VoidState entry && entry.partition() == admission.partition()) {
                    decider.voidState(entry, applied.record().offset(), out.now());
                }
            }
        }
    }

    /** Keys, policy and membership in force at the cursor; only after the first record. */
    public DecisionChain chain() {
        return admission.chain();
    }

    /** The first entry at or before the cursor whose state is not settled, if there is one. */
    public Optional<UnsettledEntry> unsettled() {
        return open.firstUnsettled();
    }

    /** The hashes of the business log up to the cursor and of the response log up to the last record. */
    public RunningHashes hashes() {
        return hashes.current();
    }

    /**
     * The effects of one record, each list in order.
     *
     * @param events verdicts, deviations, anomalies and discarded records, to be written
     * @param observations what detectors see
     * @param checkpoints agreed states from which other readers may begin
     */
    public record Step(List<Event> events, List<Observation> observations, List<Checkpoint> checkpoints) {
        public Step {
            events = List.copyOf(events);
            observations = List.copyOf(observations);
            checkpoints = List.copyOf(checkpoints);
        }
    }
}
