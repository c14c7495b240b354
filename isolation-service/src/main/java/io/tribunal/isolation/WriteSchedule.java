package io.tribunal.isolation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Whose turn it is to write what all validators would write. Number n mod m writes at once, each other after one patience
 * more for each validator before it. What was written and is not seen is written again, ever more seldom: the brokers have
 * acknowledged it, so it is rather the reading that is late.
 *
 * @param <T> what names a record to write
 */
final class WriteSchedule<T> {
    private static final int PATIENCES_TO_BE_SEEN = 3;
    private static final int MAX_DOUBLINGS = 10;

    private final int rank;
    private final int validators;
    private final long patience;
    private final Map<T, Turn> turns = new HashMap<>();

    private record Turn(long due, int writes) {}

    /**
     * The turns of one validator.
     *
     * @param rank its index among the validators of genesis
     * @param patience ms
     */
    WriteSchedule(int rank, int validators, long patience) {
        this.rank = rank;
        this.validators = validators;
        this.patience = patience;
    }

    /** Forgets whatever is not missing any more; when it is missing once more it is so anew. */
    void keepOnly(Set<T> missing) {
        turns.keySet().retainAll(missing);
    }

    /**
     * Whether to write it now. Then it counts as written.
     *
     * @param number of the decision
     * @param doubtful whether others may know more, so that all wait as for a record to be seen
     */
    boolean isDue(T item, long number, boolean doubtful, long now) {
        Turn turn = turns.computeIfAbsent(item, first -> new Turn(now + wait(number, doubtful), 0));
        if (now < turn.due()) {
            return false;
        }
        long pause = (patience * PATIENCES_TO_BE_SEEN) << Math.min(turn.writes(), MAX_DOUBLINGS);
        turns.put(item, new Turn(now + pause, turn.writes() + 1));
        return true;
    }

    private long wait(long number, boolean doubtful) {
        long before = Math.floorMod(rank - number, validators);
        return patience * (before + (doubtful ? PATIENCES_TO_BE_SEEN : 0));
    }
}
