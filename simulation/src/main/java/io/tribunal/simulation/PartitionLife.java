package io.tribunal.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One partition as it is lived: a client and executors write in random order, each by a clock of its own kind. */
final class PartitionLife {
    private final SimulatedLogs logs;
    private final Truth truth;
    private final SimClient client;
    private final List<SimExecutor> executors = new ArrayList<>();
    private final SimClock businessClock;
    private final SimClock responseClock;
    private final Random random;

    /** A partition that holds its genesis. */
    PartitionLife(SimDeployment deployment, int partition, Map<String, Conduct> conducts, Random random) {
        this.logs = new SimulatedLogs(partition);
        this.truth = new Truth(deployment.genesis().policy());
        this.client = new SimClient(deployment, partition, random);
        this.businessClock = new SimClock(random);
        this.responseClock = new SimClock(random);
        this.random = random;
        conducts.forEach(
                (name, conduct) -> executors.add(new SimExecutor(deployment, name, partition, conduct, truth, random)));
        append(SimClock.START, PlannedEntry.rule(deployment.genesisValue()));
    }

    SimulatedLogs logs() {
        return logs;
    }

    Truth truth() {
        return truth;
    }

    /** The client writes a good entry, or one that must be refused. */
    void write() {
        long time = businessClock.tick();
        if (businessClock.isAstray()) {
            append(time, client.expired(SimClock.START));
        } else {
            append(time, random.nextInt(4) == 0 ? client.hostile(time) : client.good(time));
        }
    }

    /** Somebody writes a control entry. */
    void rule(PlannedEntry control) {
        append(businessClock.tick(), control);
    }

    private void append(long time, PlannedEntry entry) {
        truth.take(logs.appendBusiness(time, entry.value().array()), entry);
    }

    /** One executor, whichever, goes on. */
    void answer() {
        poll(executors.get(random.nextInt(executors.size())), responseClock.tick());
    }

    /** Each executor goes on, so many milliseconds after the other. */
    void answerAll(long apart) {
        executors.forEach(executor -> poll(executor, responseClock.pass(apart)));
    }

    /** From now on that executor behaves otherwise. */
    void become(String name, Conduct conduct) {
        executors.stream()
                .filter(executor -> executor.name().equals(name))
                .forEach(executor -> executor.become(conduct));
    }

    private void poll(SimExecutor executor, long time) {
        executor.poll(logs.businessSize() - 1L).ifPresent(value -> logs.appendResponse(time, value));
    }

    boolean honestHaveHandledAll() {
        return executors.stream()
                .filter(executor -> executor.conduct().isHonest())
                .allMatch(executor -> executor.hasHandled(logs.businessSize() - 1L));
    }
}
