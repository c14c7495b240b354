package io.tribunal.lab.bench;

import java.time.Duration;

/**
 * The part of a run that is measured, in ns of {@link System#nanoTime}.
 *
 * @param from end of the warm-up
 */
record MeasurementWindow(long from, long to) {
    static MeasurementWindow after(Duration warmUp, Duration duration) {
        long from = System.nanoTime() + warmUp.toNanos();
        return new MeasurementWindow(from, from + duration.toNanos());
    }

    boolean contains(long nanos) {
        return nanos - from >= 0 && nanos - to < 0;
    }

    boolean isOver(long nanos) {
        return nanos - to >= 0;
    }

    double seconds() {
        return (to - from) / 1e9;
    }
}
