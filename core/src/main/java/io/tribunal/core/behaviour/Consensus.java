package io.tribunal.core.behaviour;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the executors' new positions agree on: a state that a majority shares, and its runs if a majority shares those
 * too; else the runs of the state begin at 0.
 */
record Consensus(Optional<String> state, Optional<Position> position) {
    static Consensus of(Collection<Position> votes, int needed, Automaton automaton) {
        Optional<Position> whole = shared(votes, needed);
        List<String> states = new ArrayList<>(votes.size());
        votes.forEach(vote -> states.add(vote.state()));
        Optional<String> state = shared(states, needed);
        return new Consensus(state, whole.or(() -> state.map(automaton::at)));
    }

    private static <T> Optional<T> shared(Collection<T> votes, int needed) {
        Map<T, Integer> counts = new LinkedHashMap<>();
        votes.forEach(vote -> counts.merge(vote, 1, Integer::sum));
        for (Map.Entry<T, Integer> count : counts.entrySet()) {
            if (count.getValue() >= needed) {
                return Optional.of(count.getKey());
            }
        }
        return Optional.empty();
    }
}
