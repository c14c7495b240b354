package io.tribunal.lab.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition, on a machine that may be very busy. */
final class Await {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long POLL_MS = 20;

    private Await() {}

    /** How long it took. */
    static Duration until(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            try {
                Thread.sleep(POLL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for: " + what, e);
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
