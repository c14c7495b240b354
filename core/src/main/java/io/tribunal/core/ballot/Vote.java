package io.tribunal.core.ballot;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import java.util.Comparator;
import java.util.Optional;

/**
 * What an adjudicator sees of a counted response that carries the agreed state.
 *
 * @param output vote digest
 * @param newState of the executor in the behaviour model, when there is one and the state is known
 */
public record Vote(ExecutorId executor, Hash output, Optional<String> newState) {
    static final Comparator<Vote> BY_EXECUTOR = Comparator.comparing(Vote::executor);
}
