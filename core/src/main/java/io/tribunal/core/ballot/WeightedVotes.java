package io.tribunal.core.ballot;

import static java.util.Comparator.comparingLong;

import io.tribunal.core.identity.Hash;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The output whose voters were right more often, of those with enough equal votes: at once when they weigh more than half
 * of the electorate, else when the poll has closed. Of equal weights more votes win; of as many, those with the executor
 * that comes first by its id, which no faulty executor can choose.
 */
record WeightedVotes(Confidence confidence) implements Adjudicator {
    @Override
    public Optional<Hash> adjudicate(Poll poll) {
        List<Poll.Equal> publishable = poll.publishable();
        if (publishable.isEmpty()) {
            return Optional.empty();
        }
        Poll.Equal best = Collections.min(
                publishable, comparingLong(this::weight).reversed().thenComparing(Poll.Equal.RANK));
        return poll.closed() || confidence.isMajority(best.voters(), poll.electorate())
                ? Optional.of(best.output())
                : Optional.empty();
    }

    private long weight(Poll.Equal equal) {
        return confidence.sumOf(equal.voters());
    }
}
