package io.tribunal.simulation;

import io.tribunal.core.detection.Observation;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.partition.Event;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.core.partition.Snapshot;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.schemas.codec.VerdictCodec;
import java.util.ArrayList;
import java.util.List;

/** Runs the voting over one partition's logs in a plain loop, which can restart from a snapshot between any two records. */
public final class PartitionRun {
    private static final VerdictCodec CODEC = new VerdictCodec();

    private final SimDeployment deployment;
    private final SimulatedLogs logs;
    private final List<Event> events = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private ArrivingBusinessLog businessLog;
    private PartitionMachine machine;
    private int next;

    public PartitionRun(SimDeployment deployment, SimulatedLogs logs) {
        this.deployment = deployment;
        this.logs = logs;
        this.businessLog = new ArrivingBusinessLog(logs, 0);
        this.machine =
                new PartitionMachine(logs.partition(), deployment.hash(), SimKeys.VERIFIER, CODEC, businessLog, logs);
    }

    /** A new partition machine that has read nothing yet. */
    static PartitionMachine machine(SimDeployment deployment, SimulatedLogs logs) {
        return new PartitionMachine(
                logs.partition(), deployment.hash(), SimKeys.VERIFIER, CODEC, new ArrivingBusinessLog(logs, 0), logs);
    }

    public boolean hasNext() {
        return next < logs.responseSize();
    }

    /** Processes the next response-log record and returns its events. */
    public List<Event> step() {
        PartitionMachine.Step step = machine.step(logs.response(next++));
        events.addAll(step.events());
        observations.addAll(step.observations());
        checkpoints.addAll(step.checkpoints());
        return step.events();
    }

    public PartitionRun toEnd() {
        while (hasNext()) {
            step();
        }
        return this;
    }

    /** Lets this number of business entries arrive before they are needed. */
    public void arrive(int entries) {
        businessLog.arrive(entries);
    }

    /** Continues from the bytes of a snapshot, and keeps nothing else. */
    public void restart() {
        Snapshot snapshot = Snapshot.decode(machine.snapshot().encode()).orElseThrow();
        businessLog = new ArrivingBusinessLog(logs, snapshot.handledThrough() + 1);
        machine = PartitionMachine.restore(
                snapshot, logs.partition(), deployment.hash(), SimKeys.VERIFIER, CODEC, businessLog, logs);
    }

    public SnapshotView snapshot() {
        return SnapshotView.of(machine.snapshot());
    }

    /** Keys, policy and membership in force at the cursor; only after the first record. */
    DecisionChain chain() {
        return machine.chain();
    }

    /** All events so far. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** The observations for the detectors so far. */
    public List<Observation> observations() {
        return List.copyOf(observations);
    }

    /** The checkpoints so far. */
    public List<Checkpoint> checkpoints() {
        return List.copyOf(checkpoints);
    }

    public List<Event.VerdictIssued> verdicts() {
        return events.stream()
                .filter(Event.VerdictIssued.class::isInstance)
                .map(Event.VerdictIssued.class::cast)
                .toList();
    }
}
