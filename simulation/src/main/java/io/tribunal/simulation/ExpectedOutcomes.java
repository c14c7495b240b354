package io.tribunal.simulation;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.state.StateDigest;
import io.tribunal.core.state.StateTree;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The test oracle of one partition: the expected outcome of each entry, stored from how the entry was made. */
public final class ExpectedOutcomes {
    private final Policy policy;
    private final StateTree tree = new StateTree();
    private final SortedMap<Long, ExpectedResponse> responses = new TreeMap<>();
    private final SortedMap<Long, Rejection> rejections = new TreeMap<>();
    private Hash state = StateDigest.INITIAL;
    private long lastAdmitted;

    public ExpectedOutcomes(Policy policy) {
        this.policy = policy;
    }

    /** Adds the next entry of the log. */
    public void add(long offset, PlannedEntry entry) {
        entry.rejection().ifPresent(reason -> rejections.put(offset, reason));
        entry.operation()
                .ifPresent(
                        operation -> execute(offset, Hash.sha256(entry.value().array()), operation));
    }

    private void execute(long offset, Hash requestHash, SimulatedOperation operation) {
        Bytes key = Bytes.utf8(operation.key());
        Optional<Bytes> stored = tree.get(key);
        Status status = stored.isEmpty() && !operation.name().equals("PUT") ? Status.REFUSED : Status.OK;
        String result = switch (operation.name()) {
            case "PUT" -> operation.value();
            default -> stored.map(Bytes::toUtf8).orElse("absent");
        };
        responses.put(
                offset,
                expectedResponse(
                        offset,
                        requestHash,
                        status,
                        result,
                        policy.state().stateful() ? writes(operation, stored) : List.of()));
    }

    private static List<Write> writes(SimulatedOperation operation, Optional<Bytes> stored) {
        Bytes key = Bytes.utf8(operation.key());
        return switch (operation.name()) {
            case "PUT" -> List.of(Write.put(key, Bytes.utf8(operation.value())));
            case "REMOVE" -> stored.isPresent() ? List.of(Write.remove(key)) : List.of();
            default -> List.of();
        };
    }

    private ExpectedResponse expectedResponse(
            long offset, Hash requestHash, Status status, String result, List<Write> writes) {
        if (!policy.state().stateful()) {
            return new ExpectedResponse(offset, requestHash, Optional.empty(), Optional.empty(), status, result);
        }
        Hash before = state;
        tree.apply(writes);
        state = StateDigest.next(before, writes);
        AgreedState after = new AgreedState(state, rootAt(offset), writes);
        return new ExpectedResponse(offset, requestHash, Optional.of(before), Optional.of(after), status, result);
    }

    private Bytes rootAt(long offset) {
        int interval = policy.state().checkpointInterval();
        boolean due = offset / interval > lastAdmitted / interval;
        lastAdmitted = offset;
        return due ? tree.root().bytes() : Bytes.EMPTY;
    }

    /** By business offset, the expected response to each entry that must be admitted. */
    public SortedMap<Long, ExpectedResponse> responses() {
        return Collections.unmodifiableSortedMap(responses);
    }

    /** By business offset, the expected reason for each entry that must be rejected. */
    public SortedMap<Long, Rejection> rejections() {
        return Collections.unmodifiableSortedMap(rejections);
    }

    /** The state after all entries. */
    public Hash state() {
        return state;
    }
}
