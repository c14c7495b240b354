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

/** The oracle of one partition: what must become of each entry, told from how the entries were made. */
public final class Truth {
    private final Policy policy;
    private final StateTree tree = new StateTree();
    private final SortedMap<Long, Fact> facts = new TreeMap<>();
    private final SortedMap<Long, Rejection> rejections = new TreeMap<>();
    private Hash state = StateDigest.INITIAL;
    private long lastAdmitted;

    public Truth(Policy policy) {
        this.policy = policy;
    }

    /** Takes the next entry as it stands in the log. */
    public void take(long offset, PlannedEntry entry) {
        entry.rejection().ifPresent(reason -> rejections.put(offset, reason));
        entry.operation()
                .ifPresent(
                        operation -> execute(offset, Hash.sha256(entry.value().array()), operation));
    }

    private void execute(long offset, Hash requestHash, SimulatedOperation operation) {
        Bytes key = Bytes.utf8(operation.key());
        Optional<Bytes> known = tree.get(key);
        Status status = known.isEmpty() && !operation.name().equals("PUT") ? Status.REFUSED : Status.OK;
        String result = switch (operation.name()) {
            case "PUT" -> operation.value();
            default -> known.map(Bytes::toUtf8).orElse("absent");
        };
        facts.put(
                offset,
                fact(offset, requestHash, status, result, policy.state().stateful() ? writes(operation, known) : List.of()));
    }

    private static List<Write> writes(SimulatedOperation operation, Optional<Bytes> known) {
        Bytes key = Bytes.utf8(operation.key());
        return switch (operation.name()) {
            case "PUT" -> List.of(Write.put(key, Bytes.utf8(operation.value())));
            case "REMOVE" -> known.isPresent() ? List.of(Write.remove(key)) : List.of();
            default -> List.of();
        };
    }

    private Fact fact(long offset, Hash requestHash, Status status, String result, List<Write> writes) {
        if (!policy.state().stateful()) {
            return new Fact(offset, requestHash, Optional.empty(), Optional.empty(), status, result);
        }
        Hash before = state;
        tree.apply(writes);
        state = StateDigest.next(before, writes);
        AgreedState after = new AgreedState(state, rootAt(offset), writes);
        return new Fact(offset, requestHash, Optional.of(before), Optional.of(after), status, result);
    }

    private Bytes rootAt(long offset) {
        int interval = policy.state().checkpointInterval();
        boolean due = offset / interval > lastAdmitted / interval;
        lastAdmitted = offset;
        return due ? tree.root().bytes() : Bytes.EMPTY;
    }

    /** By business offset, every entry that must be admitted. */
    public SortedMap<Long, Fact> facts() {
        return Collections.unmodifiableSortedMap(facts);
    }

    /** By business offset, every entry that must be refused. */
    public SortedMap<Long, Rejection> rejections() {
        return Collections.unmodifiableSortedMap(rejections);
    }

    /** The state after all entries. */
    public Hash state() {
        return state;
    }
}
