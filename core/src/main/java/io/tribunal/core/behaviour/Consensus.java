package io.tribunal.core.behaviour;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the executors' new positions agree on: a state that a majority shares, and its runs if a majority shares those
 * too; else the runs of the state begin at 0.
 */
record Consensus(Optional<String> state, Optional<Position> position) {
    static Consensus of(Collection<Position> votes, int needed, Automaton automaton) {
        Optional<Position> whole = shared(votes, needed);
        Optional<String> state = shared(votes.stream().map(Position::state).toList(), needed);
        return new Consensus(state, whole.or(() -> state.map(automaton::at)));
    }

    private static <T> Optional<T> shared(Collection<T> votes, int needed) {
        Map<T, Integer> counts = new LinkedHashMap<>();
        votes.forEach(vote -> counts.merge(vote, 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= needed)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
