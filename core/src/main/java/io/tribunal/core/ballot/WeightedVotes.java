package io.tribunal.core.ballot;

import static java.util.Comparator.comparingLong;

import io.tribunal.core.identity.Hash;
import java.util.Optional;

/**
 * The output whose voters were right more often, of those with enough equal votes: at once when they weigh more than half
 * of the electorate, else when the poll has closed. Of equal weights more votes win; of as many, those with the executor
 * that comes first by its id, which no faulty executor can choose.
 */
record WeightedVotes(Confidence confidence) implements Adjudicator {
    @Override
    public Optional<Hash> adjudicate(Poll poll) {
        long all = poll.electorate().stream().mapToLong(confidence::of).sum();
        return poll.publishable().stream()
                .min(comparingLong(this::weight).reversed().thenComparing(Poll.Equal.RANK))
                .filter(best -> poll.closed() || 2 * weight(best) > all)
                .map(Poll.Equal::output);
    }

    private long weight(Poll.Equal equal) {
        return equal.votes().stream()
                .mapToLong(vote -> confidence.of(vote.executor()))
                .sum();
    }
}
