package io.tribunal.core.ballot;

import io.tribunal.core.identity.Hash;
import java.util.Optional;

/** Exact majority and unanimity: as many equal votes as the poll asks for, which no second output can have. */
record EqualVotes() implements Adjudicator {
    @Override
    public Optional<Hash> adjudicate(Poll poll) {
        return poll.publishable().stream().findFirst().map(Poll.Equal::output);
    }
}
