package io.tribunal.core.partition;

import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The ballots of a partition that are not closed yet, in business order. The first one whose state is not settled, the
 * frontier, starts from the agreed state (PROTOCOL 5, 7).
 */
final class OpenBallots {
    private final SortedMap<Long, Ballot> ballots = new TreeMap<>();
    private final StateFrontier settled;

    OpenBallots(StateFrontier settled) {
        this.settled = settled;
    }

    void open(Ballot ballot) {
        ballots.put(ballot.offset(), ballot);
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
     */
    void voidState(Action.VoidState entry, long elapsed, long at) {
        Optional<Ballot> frontier = frontier()
                .filter(first -> first.offset() == entry.businessOffset())
                .filter(first -> entry.postState().equals(settled.agreedState()));
        if (frontier.isEmpty()) {
            return;
        }
        frontier.get().settleWithoutEffect(settled.agreedState());
        settled.advance(frontier.get().offset(), settled.agreedState());
        unsettled().values().forEach(ballot -> ballot.restart(elapsed, at));
    }

    /** Whether the state of an earlier ballot is not settled yet: a Void of that one would restart this one. */
    boolean isBehindFrontier(Ballot ballot) {
        return ballot.isStateful()
                && frontier().filter(first -> first.offset() < ballot.offset()).isPresent();
    }

    /** Whether an earlier ballot was decided without an agreed state, which keeps this one from deciding. */
    boolean isBlockedBefore(Ballot ballot) {
        return ballot.isStateful()
                && frontier()
                        .filter(first -> first.decision().isPresent() && first.offset() < ballot.offset())
                        .isPresent();
    }

    /** Whether no further state can be agreed before a Void. */
    boolean isBlocked() {
        return frontier().filter(first -> first.decision().isPresent()).isPresent();
    }

    private Optional<Ballot> frontier() {
        return unsettled().values().stream().filter(Ballot::isStateful).findFirst();
    }

    /**
     * Removes and returns the ballots that can close; those with a state close in business order.
     *
     * @param isAwaited whether a ballot waits for the answer of a non-voting executor
     */
    List<Ballot> close(long elapsed, BiPredicate<Ballot, ExecutorId> isAwaited) {
        List<Ballot> closed = new ArrayList<>();
        Iterator<Ballot> remaining = ballots.values().iterator();
        boolean inOrder = true;
        while (remaining.hasNext()) {
            Ballot ballot = remaining.next();
            boolean closable = ballot.isClosable(elapsed, executor -> isAwaited.test(ballot, executor))
                    && (inOrder || !ballot.isStateful());
            if (closable) {
                remaining.remove();
                closed.add(ballot);
            } else if (ballot.isStateful()) {
                inOrder = false;
            }
        }
        return closed;
    }
}
