package io.tribunal.worker.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How long to wait before a partition's program is started again: the longer, the oftener it was in quick succession. */
public final class Restarts {
    private static final long FIRST_DELAY_MS = 100;
    private static final int DOUBLINGS = 7;
    /** A program that has held so long is started anew without delay. */
    private static final long HELD_NANOS = 60_000_000_000L;

    private final Map<Integer, Start> starts = new HashMap<>();

    private record Start(long at, int quick) {}

    /**
     * The delay before a start.
     *
     * @param now ns of any clock that only goes forward
     */
    public Duration delay(int partition, long now) {
        Start start = starts.merge(
                partition,
                new Start(now, 0),
                (last, fresh) -> now - last.at() < HELD_NANOS ? new Start(now, last.quick() + 1) : fresh);
        return start.quick() == 0
                ? Duration.ZERO
                : Duration.ofMillis(FIRST_DELAY_MS << Math.min(start.quick() - 1, DOUBLINGS));
    }
}
