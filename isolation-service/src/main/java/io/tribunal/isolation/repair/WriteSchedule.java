package io.tribunal.isolation.repair;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Rotation of the records that every validator would write. For decision n, validator n mod m writes at once, and each
 * other {@code patience} ms later than the validator before it. A record that was written and is still missing is written
 * again at doubling intervals: the brokers have acknowledged it, so probably the reading is late.
 *
 * @param <T> identifies a record to write
 */
public final class WriteSchedule<T> {
    private static final int PATIENCES_UNTIL_READ = 3;
    private static final int MAX_DOUBLINGS = 10;

    private final int rank;
    private final int validators;
    private final long patience;
    private final Map<T, NextWrite> nextWrites = new HashMap<>();

    private record NextWrite(long due, int writesBefore) {}

    /**
     * The schedule of one validator.
     *
     * @param rank its index among the validators of genesis
     * @param patience ms
     */
    public WriteSchedule(int rank, int validators, long patience) {
        this.rank = rank;
        this.validators = validators;
        this.patience = patience;
    }

    /**
     * Forgets the records that are not missing any more; one that is missing again later is scheduled as if it were
     * new.
     */
    void retain(Set<T> missing) {
        nextWrites.keySet().retainAll(missing);
    }

    /**
     * Whether to write the record now. If so, it counts as written.
     *
     * @param number of the decision
     * @param uncertain whether others may know a newer decision: then all wait as long as a record takes to be read
     * @param now ms of a clock that never goes back
     */
    boolean isDue(T record, long number, boolean uncertain, long now) {
        NextWrite next = nextWrites.computeIfAbsent(record, first -> new NextWrite(now + wait(number, uncertain), 0));
        if (now < next.due()) {
            return false;
        }
        long pause = (patience * PATIENCES_UNTIL_READ) << Math.min(next.writesBefore(), MAX_DOUBLINGS);
        nextWrites.put(record, new NextWrite(now + pause, next.writesBefore() + 1));
        return true;
    }

    private long wait(long number, boolean uncertain) {
        long before = Math.floorMod(rank - number, validators);
        return patience * (before + (uncertain ? PATIENCES_UNTIL_READ : 0));
    }
}
