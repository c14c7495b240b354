package io.tribunal.lab.faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Awaitility with the patience that a very busy machine needs. */
final class Waits {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(20);

    private Waits() {}

    static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(PATIENCE);
    }

    /** Waits until the condition holds and returns how long that took. */
    static Duration measure(String what, Callable<Boolean> condition) {
        long begin = System.nanoTime();
        await(what).until(condition);
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
