package io.tribunal.core.behaviour;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import java.util.List;

/**
 * An executor's position in a behaviour model.
 *
 * @param runs how often in a row each transition out of the state has matched, in the model's order; 0 for {@code *}
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
