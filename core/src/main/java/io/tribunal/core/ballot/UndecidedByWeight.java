package io.tribunal.core.ballot;

import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Open ballots of the WEIGHTED adjudicator that have enough equal votes but too little weight. The history may give them
 * the weight without any answer to them. Ballots with the same voters are decided together, so a change of the history
 * costs one look at each combination of voters, however many ballots have it.
 */
public final class UndecidedByWeight {
    private final Map<Voters, SortedMap<Long, Ballot>> byVoters = new LinkedHashMap<>();
    private final Map<Long, Voters> votersAt = new HashMap<>();
    private long seen;

    /**
     * What weights decide about.
     *
     * @param equal the voters of each output that has enough of them, best first
     */
    record Voters(SortedSet<ExecutorId> electorate, List<List<ExecutorId>> equal) {
        private boolean areDecisive(Confidence confidence) {
            for (List<ExecutorId> some : equal) {
                if (confidence.isMajority(some, electorate)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Takes in a ballot that may have changed, and forgets one that no longer waits for weight. */
    public void update(Ballot ballot) {
        Voters before = votersAt.remove(ballot.offset());
        if (before != null) {
            forget(ballot, before);
        }
        Voters now = ballot.votersWithoutWeight();
        if (now != null) {
            votersAt.put(ballot.offset(), now);
            byVoters.computeIfAbsent(now, voters -> new TreeMap<>()).put(ballot.offset(), ballot);
        }
    }

    private void forget(Ballot ballot, Voters voters) {
        SortedMap<Long, Ballot> waiting = byVoters.get(voters);
        if (waiting != null && waiting.remove(ballot.offset()) != null && waiting.isEmpty()) {
            byVoters.remove(voters);
        }
    }

    /** The ballots that the history decides now; none when it has not changed since the last call. */
    public Collection<Ballot> decidable(Confidence confidence) {
        List<Ballot> decidable = new ArrayList<>();
        if (confidence.changes() != seen) {
            seen = confidence.changes();
            byVoters.forEach((voters, waiting) -> {
                if (voters.areDecisive(confidence)) {
                    decidable.addAll(waiting.values());
                }
            });
        }
        return decidable;
    }
}
