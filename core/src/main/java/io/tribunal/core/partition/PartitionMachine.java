package io.tribunal.core.partition;

import io.tribunal.core.ballot.VerdictEncoder;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.List;

/**
 * The voting on one partition: a pure function of a prefix of its response log and of the business entries that f + 1
 * executors have handled (PROTOCOL 5). The same for the Streams topology, the validator, the audit and the simulator;
 * each record brings forth its events before the next one is looked at. Not safe for use by several threads.
 */
public final class PartitionMachine {
    private final PartitionState state;

    /**
     * A machine that has read nothing yet.
     *
     * @param deployment SHA-256 of the genesis payload
     * @param businessLog read from offset 0 on
     * @param responseLog what this machine has processed already, for what it could not keep of it
     */
    public PartitionMachine(
            int partition,
            Hash deployment,
            SignatureVerifier signatures,
            VerdictEncoder encoder,
            BusinessLog businessLog,
            ResponseLog responseLog) {
        this.state = new PartitionState(partition, deployment, signatures, encoder, businessLog, responseLog);
    }

    private PartitionMachine(PartitionState state) {
        this.state = state;
    }

    /**
     * A machine as it stood when the snapshot was taken. The business log must go on after {@link Snapshot#handledThrough}.
     *
     * @param archive where the records that the snapshot refers to, and those left in the log, are read again
     */
    public static PartitionMachine restore(
            Snapshot snapshot,
            int partition,
            Hash deployment,
            SignatureVerifier signatures,
            VerdictEncoder encoder,
            BusinessLog businessLog,
            LogArchive archive) {
        PartitionState state = new PartitionState(partition, deployment, signatures, encoder, businessLog, archive);
        new Restoration(state, archive).restore(snapshot);
        return new PartitionMachine(state);
    }

    /** All that this machine must keep over a restart, as it stands after the last record. */
    public Snapshot snapshot() {
        return Snapshot.of(state);
    }

    /**
     * Takes the next record of the response log.
     *
     * @return what it brings forth, in the order in which it is to be written
     * @throws io.tribunal.core.admission.BadGenesisException when the business log is not this deployment's
     */
    public List<Event> process(ResponseRecord record) {
        return new Step(state, record).run();
    }

    /** The same, and what detectors see of it; {@link Event} holds nothing of that, so verdicts do not depend on it. */
    public Watched watch(ResponseRecord record) {
        Step step = new Step(state, record);
        List<Event> events = step.run();
        return new Watched(events, step.observations(), step.checkpoints());
    }

    /** Keys, policy and membership in force at the cursor; only after the first record. */
    public DecisionChain chain() {
        return state.admission.chain();
    }

    /** What both logs were: the business log up to the cursor, the response log up to the last record. */
    public RunningHashes hashes() {
        return state.hashes;
    }

    /** What one record brings forth, what detectors see of it, and the states that others may begin from; each in order. */
    public record Watched(List<Event> events, List<Observation> observations, List<Checkpoint> checkpoints) {
        public Watched {
            events = List.copyOf(events);
            observations = List.copyOf(observations);
            checkpoints = List.copyOf(checkpoints);
        }
    }
}
