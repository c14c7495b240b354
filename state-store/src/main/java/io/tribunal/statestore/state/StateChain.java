package io.tribunal.statestore.state;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.state.StateDigest;
import io.tribunal.core.state.StateTree;
import io.tribunal.statestore.state.ChainBreak.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The chain of agreed states in business order (PROTOCOL 7). A state may be agreed before the output of its entry, so
 * verdicts can arrive out of order: a state that does not follow yet is held until the earlier ones arrive. The chain
 * is broken when every entry in between has its final verdict and the state still does not follow, or when more than
 * {@value MAX_HELD} states are held.
 */
final class StateChain {
    private static final int MAX_HELD = 10_000;
    private static final int REMEMBERED = 2 * MAX_HELD;

    private final StateTree tree = new StateTree();
    private final TreeMap<Long, Verdict.AgreedState> held = new TreeMap<>();
    private final TreeSet<Long> decided = new TreeSet<>();
    private final TreeMap<Long, Hash> recent = new TreeMap<>(Map.of(0L, StateDigest.INITIAL));
    private final Deque<RootedState> rooted = new ArrayDeque<>();
    private Hash digest = StateDigest.INITIAL;
    private long applied;

    /** Why a verdict cannot belong to this chain. */
    record Mismatch(Kind kind, String detail) {}

    /** Takes the final verdict on an entry and its agreed state, if any. */
    Optional<Mismatch> take(long offset, Optional<Verdict.AgreedState> state) {
        if (state.isPresent() && offset <= applied) {
            return late(offset, state.get());
        }
        if (offset > applied) {
            decided.add(offset);
            state.ifPresent(agreed -> held.put(offset, agreed));
        }
        return applyHeld();
    }

    /**
     * The chain already went on past this entry, so the entry must have written nothing and left the state unchanged.
     */
    private Optional<Mismatch> late(long offset, Verdict.AgreedState state) {
        Map.Entry<Long, Hash> before = recent.floorEntry(offset);
        boolean fits =
                before != null && state.writes().isEmpty() && before.getValue().equals(state.postState());
        return fits ? Optional.empty() : Optional.of(mismatch(offset, state));
    }

    private Optional<Mismatch> applyHeld() {
        while (!held.isEmpty()) {
            long offset = held.firstKey();
            Verdict.AgreedState state = held.firstEntry().getValue();
            if (!StateDigest.ascending(state.writes())
                    || !StateDigest.next(digest, state.writes()).equals(state.postState())) {
                boolean hopeless =
                        held.size() > MAX_HELD || decided.headSet(offset).size() == offset - applied - 1;
                return hopeless ? Optional.of(mismatch(offset, state)) : Optional.empty();
            }
            apply(offset, state);
            if (!state.stateRoot().isEmpty()) {
                if (!state.stateRoot().equals(tree.root().bytes())) {
                    return Optional.of(new Mismatch(
                            Kind.STATE_ROOT, "the state root of entry " + offset + " does not match its state"));
                }
                keep(new RootedState(offset, digest, tree.freeze()));
            }
        }
        return Optional.empty();
    }

    private void keep(RootedState state) {
        rooted.add(state);
        if (rooted.size() > RootedState.KEPT) {
            rooted.removeFirst();
        }
    }

    private void apply(long offset, Verdict.AgreedState state) {
        held.remove(offset);
        tree.apply(state.writes());
        digest = state.postState();
        applied = offset;
        decided.headSet(offset, true).clear();
        recent.put(offset, digest);
        if (recent.size() > REMEMBERED) {
            recent.pollFirstEntry();
        }
    }

    private Mismatch mismatch(long offset, Verdict.AgreedState state) {
        return new Mismatch(
                Kind.STATE_DIGEST,
                "the writes of entry " + offset + " do not lead from " + digest + " to " + state.postState());
    }

    /** The last {@value RootedState#KEPT} states whose root was agreed, in business order. */
    List<RootedState> rooted() {
        return List.copyOf(rooted);
    }

    Hash digest() {
        return digest;
    }

    /** The number of agreed states that wait for an earlier one. */
    int held() {
        return held.size();
    }

    Optional<Bytes> get(Bytes key) {
        return tree.get(key);
    }

    SortedMap<Bytes, Bytes> entries() {
        return tree.entries();
    }
}
