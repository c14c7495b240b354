package io.tribunal.core.ballot;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;

/**
 * A ballot as an adjudicator sees it.
 *
 * @param electorate executors that may vote
 * @param majority how many equal new states are more than half
 * @param votesNeeded the least number of equal votes that may be published, f + 1 or more
 * @param votes those that may agree
 * @param closed whether no further vote is waited for
 */
public record Poll(SortedSet<ExecutorId> electorate, int majority, int votesNeeded, List<Vote> votes, boolean closed) {
    public Poll {
        votes = List.copyOf(votes);
    }

    /** Votes for one output, ascending by executor. */
    record Equal(Hash output, List<Vote> votes) {
        /** More votes first; of as many, those with the executor that comes first by its id. */
        static final Comparator<Equal> RANK = Comparator.comparingInt(
                        (Equal one) -> one.votes().size())
                .reversed()
                .thenComparing(one -> one.votes().get(0).executor());

        List<ExecutorId> voters() {
            List<ExecutorId> voters = new ArrayList<>(votes.size());
            for (Vote vote : votes) {
                voters.add(vote.executor());
            }
            return voters;
        }
    }

    /** Those of the given votes that are enough to publish their output, best first. */
    static List<Equal> publishable(List<Vote> votes, int votesNeeded) {
        List<Equal> publishable = new ArrayList<>();
        for (List<Vote> equal : Tally.groups(votes, Vote::output)) {
            if (equal.size() >= votesNeeded) {
                equal.sort(Vote.BY_EXECUTOR);
                publishable.add(new Equal(equal.get(0).output(), equal));
            }
        }
        publishable.sort(Equal.RANK);
        return publishable;
    }

    List<Equal> publishable() {
        return publishable(votes, votesNeeded);
    }
}
