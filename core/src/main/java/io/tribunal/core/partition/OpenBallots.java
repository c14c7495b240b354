package io.tribunal.core.partition;

import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The ballots of a partition that are not closed yet, in business order. The first one whose state is not settled, the
 * frontier, starts from the agreed state (PROTOCOL 5, 7). Nothing but a Void, a decision about an executor and a snapshot
 * looks at all of them.
 */
final class OpenBallots {
    private final SortedMap<Long, Ballot> ballots = new TreeMap<>();
    /** Those with a state, which settle and close in business order. */
    private final NavigableMap<Long, Ballot> stateful = new TreeMap<>();

    private final Deadlines deadlines = new Deadlines();
    private final StateFrontier settled;
    private boolean anyMayClose;

    OpenBallots(StateFrontier settled) {
        this.settled = settled;
    }

    void open(Ballot ballot) {
        ballots.put(ballot.offset(), ballot);
        if (ballot.isStateful()) {
            stateful.put(ballot.offset(), ballot);
        }
        deadlines.add(ballot);
    }

    private void remove(Ballot ballot) {
        ballots.remove(ballot.offset());
        stateful.remove(ballot.offset());
        deadlines.remove(ballot);
    }

    @Nullable
    Ballot at(long businessOffset) {
        return ballots.get(businessOffset);
    }

    Collection<Ballot> all() {
        return Collections.unmodifiableCollection(ballots.values());
    }

    int size() {
        return ballots.size();
    }

    /**
     * Carries the agreed state forward through every ballot that can settle.
     *
     * @return the ballots that may have changed: those that settled and the first that did not
     */
    List<Ballot> advance() {
        List<Ballot> touched = new ArrayList<>();
        for (Ballot ballot : unsettled().values()) {
            if (!ballot.isStateful()) {
                settled.advance(ballot.offset(), settled.agreedState());
                continue;
            }
            touched.add(ballot);
            Optional<AgreedState> state = ballot.settle(settled.agreedState());
            if (state.isEmpty()) {
                break;
            }
            settled.advance(ballot.offset(), state.get().postState());
        }
        return touched;
    }

    private SortedMap<Long, Ballot> unsettled() {
        return ballots.tailMap(settled.settledThrough() + 1);
    }

    /**
     * Applies a Void, only to the ballot at the frontier and only as "no effect". Later ballots restart.
     *
     * @param at business offset of the Void entry: only batches that have handled it count for the restarted ballots
     * @return the restarted ballots
     */
    Collection<Ballot> voidState(Action.VoidState entry, long elapsed, long at) {
        Ballot frontier = frontier();
        if (frontier == null
                || frontier.offset() != entry.businessOffset()
                || !entry.postState().equals(settled.agreedState())) {
            return List.of();
        }
        frontier.settleWithoutEffect(settled.agreedState());
        settled.advance(frontier.offset(), settled.agreedState());
        Collection<Ballot> later = unsettled().values();
        later.forEach(ballot -> restart(ballot, elapsed, at));
        return later;
    }

    private void restart(Ballot ballot, long elapsed, long at) {
        deadlines.remove(ballot);
        ballot.restart(elapsed, at);
        deadlines.add(ballot);
    }

    /** Whether the state of an earlier ballot is not settled yet: a Void of that one would restart this one. */
    boolean isBehindFrontier(Ballot ballot) {
        Ballot frontier = frontier();
        return ballot.isStateful() && frontier != null && frontier.offset() < ballot.offset();
    }

    /** Whether an earlier ballot was decided without an agreed state, which keeps this one from deciding. */
    boolean isBlockedBefore(Ballot ballot) {
        return isBehindFrontier(ballot) && isBlocked();
    }

    /** Whether no further state can be agreed before a Void. */
    boolean isBlocked() {
        Ballot frontier = frontier();
        return frontier != null && frontier.decision().isPresent();
    }

    /** The ballot at the frontier, if one is open. */
    Optional<UnsettledEntry> firstUnsettled() {
        return Optional.ofNullable(frontier())
                .map(ballot -> new UnsettledEntry(
                        ballot.offset(),
                        settled.agreedState(),
                        ballot.decision().isPresent()));
    }

    private @Nullable Ballot frontier() {
        Map.Entry<Long, Ballot> first = stateful.higherEntry(settled.settledThrough());
        return first == null ? null : first.getValue();
    }

    /** Removes and returns the ballots whose deadline has passed since the last call. */
    List<Ballot> takeOverdue(long elapsed) {
        return deadlines.takePassed(elapsed);
    }

    /** A non-voting executor is no longer waited for: every ballot may close, whether it changes or not. */
    void reviewAll() {
        anyMayClose = true;
    }

    /**
     * Removes and returns the ballots that can close, in business order. Those with a state close in that order: the first
     * that cannot ends the search.
     *
     * @param changed those that the current record has changed, of which one without a state may close
     * @param isAwaited whether a ballot waits for the answer of a non-voting executor
     */
    Collection<Ballot> close(Collection<Ballot> changed, long elapsed, BiPredicate<Ballot, ExecutorId> isAwaited) {
        SortedMap<Long, Ballot> closed = new TreeMap<>();
        for (Ballot ballot : anyMayClose ? ballots.values() : changed) {
            if (!ballot.isStateful() && isClosable(ballot, elapsed, isAwaited)) {
                closed.put(ballot.offset(), ballot);
            }
        }
        anyMayClose = false;
        for (Ballot ballot : stateful.values()) {
            if (!isClosable(ballot, elapsed, isAwaited)) {
                break;
            }
            closed.put(ballot.offset(), ballot);
        }
        closed.values().forEach(this::remove);
        return closed.values();
    }

    private static boolean isClosable(Ballot ballot, long elapsed, BiPredicate<Ballot, ExecutorId> isAwaited) {
        return ballot.isClosable(elapsed, executor -> isAwaited.test(ballot, executor));
    }
}
