package io.tribunal.core.partition;

import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.detection.Recovered;
import io.tribunal.core.detection.Standing;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.ExecutorId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the agreeing answers in a row of each non-voting executor (PROTOCOL 8); a wrong or missing answer ends the row.
 */
final class Streaks implements SnapshotPart {
    /** @param first business offset of the first agreeing answer */
    record Streak(int answers, long first) {}

    private final SortedMap<ExecutorId, Streak> streaks = new TreeMap<>();

    /**
     * Takes the part of a non-voting executor in a ballot that closes.
     *
     * @param needed number of agreeing answers that is enough; reported again each time that it has doubled
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
        return isReported(now.answers(), needed)
                ? Optional.of(new Recovered(executor, now.answers(), now.first(), businessOffset, observedAt))
                : Optional.empty();
    }

    /** Reported at needed, 2 needed, 4 needed, ...: validators of different speed must meet at the same report. */
    private static boolean isReported(int answers, int needed) {
        return answers % needed == 0 && Integer.bitCount(answers / needed) == 1;
    }

    void end(ExecutorId executor) {
        streaks.remove(executor);
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.map(streaks, streak -> out.int32(streak.answers()).int64(streak.first()));
    }

    @Override
    public void readFrom(CanonicalReader in) {
        streaks.putAll(in.map(ExecutorId::new, () -> new Streak(in.int32(), in.int64())));
    }
}
