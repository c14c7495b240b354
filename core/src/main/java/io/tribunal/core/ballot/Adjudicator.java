package io.tribunal.core.ballot;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.policy.Adjudication;
import java.util.Optional;

/**
 * A rule by which votes become an outcome (PROTOCOL 5, 9). None publishes an output with fewer equal votes than the
 * poll asks for. Each depends on the poll and the history only, so all readers resolve ties equally.
 */
public sealed interface Adjudicator permits EqualVotes, WeightedVotes, EqualStates {
    /** Vote digest of the output to publish, as soon as it is known. */
    Optional<Hash> adjudicate(Poll poll);

    /** The rule that a policy names. */
    static Adjudicator of(Adjudication rule, Confidence confidence) {
        return switch (rule) {
            case EXACT_MAJORITY, UNANIMOUS -> new EqualVotes();
            case WEIGHTED -> new WeightedVotes(confidence);
            case BEHAVIOUR_STATE -> new EqualStates();
        };
    }
}
