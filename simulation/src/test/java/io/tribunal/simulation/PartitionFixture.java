package io.tribunal.simulation;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.log.Response;
import io.tribunal.core.partition.Event;
import io.tribunal.core.recovery.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** One partition, record by record: each response-log record is processed as soon as it is appended. */
final class PartitionFixture {
    final SimDeployment deployment;
    final SimulatedLogs logs = new SimulatedLogs(0);
    private final List<PlannedEntry> entries = new ArrayList<>();
    private final SimClient client;
    private final SimRoot root;
    private final PartitionRun run;
    private ExpectedOutcomes expected;
    private long now = SimClock.START;

    PartitionFixture(int executors, SimPolicy policy) {
        this(SimDeployment.of(executors, 3, 2, policy));
    }

    PartitionFixture(SimDeployment deployment) {
        this.deployment = deployment;
        this.client = new SimClient(deployment, 0, new Random(1));
        this.root = new SimRoot(deployment);
        this.expected = new ExpectedOutcomes(deployment.genesis().policy());
        this.run = new PartitionRun(deployment, logs);
        append(PlannedEntry.control(deployment.genesisValue()));
    }

    long append(PlannedEntry entry) {
        long offset = logs.appendBusiness(now, entry.value().array());
        entries.add(entry);
        expected.add(offset, entry);
        return offset;
    }

    /** Appends a valid request that writes. */
    long request() {
        return append(client.good(now, new SimulatedOperation("PUT", "k" + entries.size(), "v" + entries.size())));
    }

    long hostile() {
        return append(client.hostile(now));
    }

    /** Appends a control entry with a valid certificate. */
    long control(Action action) {
        return append(root.decide(action));
    }

    /** Appends a certified change of an executor's status on evidence of partition 0. */
    long control(MembershipEvent event) {
        return append(root.decide(root.proposal(event, 0), Enforcement.ENFORCED));
    }

    /** Holds the keys that can certify any decision. */
    SimRoot root() {
        return root;
    }

    MemberStatus status(String executor) {
        return run.chain()
                .membership()
                .find(new ExecutorId(executor))
                .orElseThrow()
                .status();
    }

    /** Voids the state after an entry; the expected responses to later entries change with it. */
    long voidEntry(long offset) {
        Hash before = expected.responses().get(offset).before().orElseThrow();
        entries.set(
                Math.toIntExact(offset),
                PlannedEntry.control(
                        entries.get(Math.toIntExact(offset)).value().array()));
        expected = new ExpectedOutcomes(deployment.genesis().policy());
        for (int i = 0; i < entries.size(); i++) {
            expected.add(i, entries.get(i));
        }
        return control(new Action.VoidState(0, offset, before));
    }

    Response honest(long offset) {
        return expected.responses().get(offset).response(offset);
    }

    /** The same response for another entry. */
    static Response moved(Response it, long offset) {
        return new Response(
                offset,
                it.requestHash(),
                it.preState(),
                it.postState(),
                it.stateRoot(),
                it.status(),
                it.contentType(),
                it.output(),
                it.writes());
    }

    ExpectedResponse expectedResponse(long offset) {
        return expected.responses().get(offset);
    }

    /** The executor answers honestly, in one batch. */
    List<Event> answer(String executor, long... offsets) {
        return answerAt(executor, Arrays.stream(offsets).max().orElseThrow(), offsets);
    }

    /** The executor answers honestly, in one batch with this {@code processedTo}. */
    List<Event> answerAt(String executor, long processedTo, long... offsets) {
        return send(
                executor,
                processedTo,
                LongStream.of(offsets).mapToObj(this::honest).toArray(Response[]::new));
    }

    List<Event> heartbeat(String author, long processedTo) {
        return send(author, processedTo);
    }

    List<Event> send(String author, long processedTo, Response... responses) {
        return raw(new BatchWriter(deployment, author, 0).write(processedTo, List.of(responses)));
    }

    List<Event> raw(byte[] value) {
        now += 10;
        logs.appendResponse(now, value);
        return run.step();
    }

    /** The broker time, ms. */
    long now() {
        return now;
    }

    /** Advances the broker time; nothing happens until the next record. */
    PartitionFixture pass(long milliseconds) {
        now += milliseconds;
        return this;
    }

    /** Appends heartbeats of all executors for this number of milliseconds. */
    void idle(long milliseconds, long processedTo) {
        for (long passed = 0; passed < milliseconds; passed += 500) {
            pass(500);
            deployment.executors().forEach(executor -> heartbeat(executor, processedTo));
        }
    }

    void restart() {
        run.restart();
    }

    SnapshotView snapshot() {
        return run.snapshot();
    }

    List<Event> events() {
        return run.events();
    }

    List<Checkpoint> checkpoints() {
        return run.checkpoints();
    }

    List<Observation> observations() {
        return run.observations();
    }

    /** The kinds of all verdicts on an entry, in order. */
    List<String> outcomes(long offset) {
        return run.verdicts().stream()
                .map(Event.VerdictIssued::verdict)
                .filter(verdict -> verdict.position().offset() == offset)
                .map(verdict -> verdict.outcome().getClass().getSimpleName())
                .toList();
    }

    Verdict lastVerdict() {
        return run.verdicts().getLast().verdict();
    }

    List<Deviation> deviations() {
        return deviations(events());
    }

    static List<Deviation> deviations(List<Event> events) {
        return events.stream()
                .filter(Event.DeviationFound.class::isInstance)
                .map(event -> ((Event.DeviationFound) event).deviation())
                .toList();
    }

    static List<Event.Reason> discarded(List<Event> events) {
        return events.stream()
                .filter(Event.Discarded.class::isInstance)
                .map(event -> ((Event.Discarded) event).reason())
                .toList();
    }
}
