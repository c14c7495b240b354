package io.tribunal.core.ballot;

import io.tribunal.core.identity.Hash;
import java.util.List;
import java.util.Optional;

/** Exact majority and unanimity: as many equal votes as the poll asks for, which no second output can have. */
record EqualVotes() implements Adjudicator {
    @Override
    public Optional<Hash> adjudicate(Poll poll) {
        List<Poll.Equal> publishable = poll.publishable();
        return publishable.isEmpty()
                ? Optional.empty()
                : Optional.of(publishable.get(0).output());
    }
}
