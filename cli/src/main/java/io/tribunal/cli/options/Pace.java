package io.tribunal.cli.options;

import java.util.concurrent.TimeUnit;

/** Lets one go each so many nanoseconds, counted from the first: a late one is not made up for by waiting less than zero. */
public final class Pace {
    private final long step;
    private long next;

    /** A pace of so many a second; 0 for no limit. */
    public Pace(double perSecond) {
        this.step = perSecond == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        this.next = System.nanoTime();
    }

    public void await() throws InterruptedException {
        if (step == 0) {
            return;
        }
        long wait = next - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        next += step;
    }
}
