package io.tribunal.core.behaviour;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import java.util.List;

/**
 * Where an executor stands in a behaviour model.
 *
 * @param runs for each transition out of the state, in the model's order, how often in a row it has matched; 0 for
 *     {@code *}
 */
public record Position(String state, List<Integer> runs) {
    public Position {
        runs = List.copyOf(runs);
    }

    void writeTo(CanonicalWriter out) {
        out.shortText(state).list(runs, out::int32);
    }

    static Position readFrom(CanonicalReader in) {
        return new Position(in.shortText(), in.list(in::int32));
    }
}
