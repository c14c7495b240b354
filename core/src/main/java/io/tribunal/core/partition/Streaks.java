package io.tribunal.core.partition;

import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.detection.Recovered;
import io.tribunal.core.detection.Standing;
import io.tribunal.core.identity.ExecutorId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many agreeing answers in a row each watched executor has given (PROTOCOL 8): a wrong or missing one ends them. */
final class Streaks {
    /** @param first business offset of the first agreeing answer */
    record Streak(int answers, long first) {}

    private final SortedMap<ExecutorId, Streak> streaks = new TreeMap<>();

    /**
     * Takes a watched executor's part in a ballot that closes.
     *
     * @param needed agreeing answers that are enough; said again each time that they have doubled since
     */
    Optional<Recovered> take(ExecutorId executor, Showing showing, int needed, long businessOffset, long observedAt) {
        if (showing.standing() == Standing.UNJUDGED && showing.latency().isPresent()) {
            return Optional.empty();
        }
        if (showing.standing() != Standing.AGREED) {
            end(executor);
            return Optional.empty();
        }
        Streak now = streaks.merge(
                executor,
                new Streak(1, businessOffset),
                (before, one) -> new Streak(Math.addExact(before.answers(), 1), before.first()));
        return isTold(now.answers(), needed)
                ? Optional.of(new Recovered(executor, now.answers(), now.first(), businessOffset, observedAt))
                : Optional.empty();
    }

    /** Ever more seldom: validators of different speed must come to stand for the same one. */
    private static boolean isTold(int answers, int needed) {
        return answers % needed == 0 && Integer.bitCount(answers / needed) == 1;
    }

    void end(ExecutorId executor) {
        streaks.remove(executor);
    }

    void restore(ExecutorId executor, Streak streak) {
        streaks.put(executor, streak);
    }

    SortedMap<ExecutorId, Streak> all() {
        return Collections.unmodifiableSortedMap(streaks);
    }
}
