package io.tribunal.core.ballot;

import static java.util.stream.Collectors.groupingBy;

import io.tribunal.core.identity.Hash;
import java.util.List;
import java.util.Optional;

/**
 * For services whose outputs may rightly differ (paper two): a majority of equal new behaviour states decides, and of
 * its outputs the one with most votes is published, if those are enough. Ties as in {@link WeightedVotes}.
 */
record EqualStates() implements Adjudicator {
    @Override
    public Optional<Hash> adjudicate(Poll poll) {
        return votesOfMajority(poll).stream()
                .flatMap(votes -> Poll.publishable(votes, poll.votesNeeded()).stream())
                .findFirst()
                .map(Poll.Equal::output);
    }

    private static Optional<List<Vote>> votesOfMajority(Poll poll) {
        return poll.votes().stream()
                .filter(vote -> vote.newState().isPresent())
                .collect(groupingBy(vote -> vote.newState().orElseThrow()))
                .values()
                .stream()
                .filter(votes -> votes.size() >= poll.majority())
                .findFirst();
    }
}
