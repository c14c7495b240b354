package io.tribunal.core.ballot;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    }

    /** Those of the given votes that are enough to publish their output, best first. */
    static List<Equal> publishable(List<Vote> votes, int votesNeeded) {
        Map<Hash, List<Vote>> byOutput = new LinkedHashMap<>();
        votes.stream()
                .sorted(Comparator.comparing(Vote::executor))
                .forEach(vote -> byOutput.computeIfAbsent(vote.output(), output -> new ArrayList<>())
                        .add(vote));
        return byOutput.entrySet().stream()
                .map(entry -> new Equal(entry.getKey(), List.copyOf(entry.getValue())))
                .filter(equal -> equal.votes().size() >= votesNeeded)
                .sorted(Equal.RANK)
                .toList();
    }

    List<Equal> publishable() {
        return publishable(votes, votesNeeded);
    }
}
