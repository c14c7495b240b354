package io.tribunal.worker.process;

import io.tribunal.worker.ServiceRun;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Exponential backoff for restarts of a partition's program that is lost in quick succession. */
public final class Restarts {
    private static final long FIRST_DELAY_MS = 100;
    private static final int DOUBLINGS = 7;
    /** A program that ran at least this long is restarted without delay. */
    private static final long STABLE_NANOS = 60_000_000_000L;

    private final Map<Integer, Start> starts = new HashMap<>();

    private record Start(ServiceRun run, long at, int quickLosses) {
        int quickLosses(long now) {
            return run.isBroken() && now - at < STABLE_NANOS ? quickLosses + 1 : 0;
        }
    }

    /**
     * Starts a partition's next run; without delay when the last one was closed while its state was not lost.
     *
     * @param now ns of any clock that only goes forward
     * @param starter creates a run whose program starts after that delay
     */
    public <R extends ServiceRun> R next(int partition, long now, Function<Duration, R> starter) {
        Start last = starts.get(partition);
        int quickLosses = last == null ? 0 : last.quickLosses(now);
        R run = starter.apply(delay(quickLosses));
        starts.put(partition, new Start(run, now, quickLosses));
        return run;
    }

    private static Duration delay(int quickLosses) {
        return quickLosses == 0
                ? Duration.ZERO
                : Duration.ofMillis(FIRST_DELAY_MS << Math.min(quickLosses - 1, DOUBLINGS));
    }
}
