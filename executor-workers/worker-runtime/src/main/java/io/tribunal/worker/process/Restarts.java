package io.tribunal.worker.process;

import io.tribunal.worker.ServiceRun;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** How long to wait before a partition's program is started again: the longer, the oftener it was lost in quick succession. */
public final class Restarts {
    private static final long FIRST_DELAY_MS = 100;
    private static final int DOUBLINGS = 7;
    /** A program that has held so long is started anew without delay. */
    private static final long HELD_NANOS = 60_000_000_000L;

    private final Map<Integer, Start> starts = new HashMap<>();

    private record Start(ServiceRun run, long at, int quick) {
        int quickWhenLost(long now) {
            return run.isBroken() && now - at < HELD_NANOS ? quick + 1 : 0;
        }
    }

    /**
     * Begins a partition's next run. One that its owner closed while it was well is followed without delay.
     *
     * @param now ns of any clock that only goes forward
     * @param starter makes a run whose program waits so long before it starts
     */
    public <R extends ServiceRun> R next(int partition, long now, Function<Duration, R> starter) {
        Start last = starts.get(partition);
        int quick = last == null ? 0 : last.quickWhenLost(now);
        R run = starter.apply(delay(quick));
        starts.put(partition, new Start(run, now, quick));
        return run;
    }

    private static Duration delay(int quick) {
        return quick == 0 ? Duration.ZERO : Duration.ofMillis(FIRST_DELAY_MS << Math.min(quick - 1, DOUBLINGS));
    }
}
