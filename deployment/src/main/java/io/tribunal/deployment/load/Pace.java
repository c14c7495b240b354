package io.tribunal.deployment.load;

import java.util.concurrent.TimeUnit;

/** Spaces calls evenly. A late call does not delay those after it: all keep the times counted from the first one. */
public final class Pace {
    private final long step;
    private long next;

    /**
     * A pace that begins now.
     *
     * @param perSecond calls a second; 0 for no limit
     */
    public Pace(double perSecond) {
        this.step = perSecond == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        this.next = System.nanoTime();
    }

    /** Waits until the next call is due. */
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
