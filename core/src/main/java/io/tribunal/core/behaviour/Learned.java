package io.tribunal.core.behaviour;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.ExecutorId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What remains of a round once it is learned.
 *
 * @param agreed the new state that enough executors share
 * @param newStates of the executors that answered validly
 */
public record Learned(Optional<String> agreed, SortedMap<ExecutorId, String> newStates) {
    public Learned {
        newStates = Collections.unmodifiableSortedMap(new TreeMap<>(newStates));
    }

    public void writeTo(CanonicalWriter out) {
        out.optional(agreed, out::shortText).map(newStates, out::shortText);
    }

    public static Learned readFrom(CanonicalReader in) {
        return new Learned(in.optional(in::shortText), in.map(ExecutorId::new, in::shortText));
    }

    /** Whether the executor's new state is the agreed one. */
    public boolean agreesWith(ExecutorId executor) {
        return agreed.isPresent() && agreed.equals(Optional.ofNullable(newStates.get(executor)));
    }
}
