package io.tribunal.core.ballot;

import io.tribunal.core.identity.Hash;

/** What one response is worth by itself, before it is compared with others. */
public sealed interface Assessment {
    /** It can agree: it answers the right request, normalizes, and its writes make its post-state. */
    record Valid(Hash voteDigest) implements Assessment {}

    /** It agrees with nothing, whatever the others say. */
    record Faulty(Difference difference) implements Assessment {}
}
