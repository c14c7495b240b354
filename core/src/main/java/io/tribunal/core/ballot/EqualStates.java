package io.tribunal.core.ballot;

import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * For services whose outputs may rightly differ (paper two): a majority of equal new behaviour states decides, and of
 * its outputs the one with most votes is published, if those are enough. Ties as in {@link WeightedVotes}.
 */
record EqualStates() implements Adjudicator {
    @Override
    public Optional<Hash> adjudicate(Poll poll) {
        List<Poll.Equal> publishable = Poll.publishable(votesOfMajority(poll), poll.votesNeeded());
        return publishable.isEmpty()
                ? Optional.empty()
                : Optional.of(publishable.get(0).output());
    }

    private static List<Vote> votesOfMajority(Poll poll) {
        List<Vote> known = new ArrayList<>(poll.votes());
        known.removeIf(vote -> vote.newState().isEmpty());
        List<Vote> largest = Tally.largest(known, Vote::newState);
        return largest.size() >= poll.majority() ? largest : List.of();
    }
}
