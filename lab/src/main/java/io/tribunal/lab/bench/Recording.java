package io.tribunal.lab.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Records a run: answers that arrive within the window are its throughput, requests that are due within it are its
 * latencies, however late their answers. Thread-safe.
 */
final class Recording {
    private static final int DIGITS = 3;
    private static final int TENTHS = 10;

    private final MeasurementWindow window;
    private final Histogram latencies = new ConcurrentHistogram(DIGITS);
    private final AtomicIntegerArray answeredByTenth = new AtomicIntegerArray(TENTHS);
    private final AtomicInteger unanswered = new AtomicInteger();

    Recording(MeasurementWindow window) {
        this.window = window;
    }

    /**
     * Notes the end of a request.
     *
     * @param due when it was sent, or should have been
     */
    void ended(long due, long now, boolean answered) {
        if (!answered) {
            unanswered.incrementAndGet();
            return;
        }
        if (window.contains(now)) {
            answeredByTenth.incrementAndGet((int) (TENTHS * (now - window.from()) / (window.to() - window.from())));
        }
        if (window.contains(due)) {
            latencies.recordValue(now - due);
        }
    }

    Figures figures() {
        int answered = 0;
        int slowest = Integer.MAX_VALUE;
        for (int tenth = 0; tenth < TENTHS; tenth++) {
            answered += answeredByTenth.get(tenth);
            slowest = Math.min(slowest, answeredByTenth.get(tenth));
        }
        return new Figures(
                answered / window.seconds(),
                slowest * TENTHS / window.seconds(),
                ms(50),
                ms(99),
                ms(99.9),
                latencies.getMaxValue() / 1e6,
                unanswered.get());
    }

    private double ms(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
