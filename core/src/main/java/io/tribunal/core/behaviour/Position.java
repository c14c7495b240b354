package io.tribunal.core.behaviour;

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
}
