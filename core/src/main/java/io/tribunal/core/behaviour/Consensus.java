package io.tribunal.core.behaviour;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the executors' new positions agree on: a state that enough of them share, and with it the runs if enough share
 * those too; else the state's runs begin anew. Enough is a majority, so there is one at most.
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
