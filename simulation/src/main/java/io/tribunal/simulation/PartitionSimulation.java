package io.tribunal.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Simulates the writers of one partition: a client and executors write in random order, each log with a clock of its own. */
final class PartitionSimulation {
    private final SimulatedLogs logs;
    private final ExpectedOutcomes expected;
    private final SimClient client;
    private final List<SimExecutor> executors = new ArrayList<>();
    private final SimClock businessClock;
    private final SimClock responseClock;
    private final Random random;

    /** A partition that holds only the genesis. */
    PartitionSimulation(SimDeployment deployment, int partition, Map<String, FaultMode> faults, Random random) {
        this.logs = new SimulatedLogs(partition);
        this.expected = new ExpectedOutcomes(deployment.genesis().policy());
        this.client = new SimClient(deployment, partition, random);
        this.businessClock = new SimClock(random);
        this.responseClock = new SimClock(random);
        this.random = random;
        faults.forEach(
                (name, fault) -> executors.add(new SimExecutor(deployment, name, partition, fault, expected, random)));
        append(SimClock.START, PlannedEntry.control(deployment.genesisValue()));
    }

    SimulatedLogs logs() {
        return logs;
    }

    ExpectedOutcomes expected() {
        return expected;
    }

    /** The client appends a valid entry or one that must be rejected. */
    void write() {
        long time = businessClock.tick();
        if (businessClock.isAstray()) {
            append(time, client.expired(SimClock.START));
        } else {
            append(time, random.nextInt(4) == 0 ? client.hostile(time) : client.good(time));
        }
    }

    /** Appends a control entry. */
    void appendControl(PlannedEntry control) {
        append(businessClock.tick(), control);
    }

    private void append(long time, PlannedEntry entry) {
        expected.add(logs.appendBusiness(time, entry.value().array()), entry);
    }

    /** A random executor continues. */
    void answer() {
        poll(executors.get(random.nextInt(executors.size())), responseClock.tick());
    }

    /** Every executor continues, this number of milliseconds after the one before. */
    void answerAll(long apart) {
        executors.forEach(executor -> poll(executor, responseClock.pass(apart)));
    }

    /** Changes how that executor behaves from now on. */
    void switchFault(String name, FaultMode fault) {
        executors.stream()
                .filter(executor -> executor.name().equals(name))
                .forEach(executor -> executor.switchFault(fault));
    }

    private void poll(SimExecutor executor, long time) {
        executor.poll(logs.businessSize() - 1L).ifPresent(value -> logs.appendResponse(time, value));
    }

    boolean honestHaveHandledAll() {
        return executors.stream()
                .filter(executor -> executor.fault().isHonest())
                .allMatch(executor -> executor.hasHandled(logs.businessSize() - 1L));
    }
}
