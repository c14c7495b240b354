package io.tribunal.kafka.client;

/**
 * Decides when a writer flushes all of its partitions together, so that requests to the brokers are bounded by time and
 * batches grow with the load. A lone record goes at once; while more follow, there is at most one flush in each
 * interval. The interval is proportional to the records written a second: 2 ms up to 100/s, 20 ms from 1,000/s on (ADR
 * 0026). Times in ms of any clock that only goes forward. For one thread.
 */
public final class FlushPace {
    public static final long SHORTEST_MS = 2;
    public static final long LONGEST_MS = 20;
    /** Records a ms from which on the interval is the longest one. */
    private static final double FULL_RATE = 1.0;
    /** The rate is that of about the last 100 ms. */
    private static final double MEMORY_MS = 100;

    private static final int SHARE = 8;
    private static final long LONGEST_WAIT_MS = 200;

    private long flushedAt = -LONGEST_MS;
    private double rate;

    /**
     * Whether what is ready may be flushed now.
     *
     * @param expectsMore whether more will surely be ready soon; waits for the longest interval then
     */
    public boolean isDue(long now, boolean expectsMore) {
        return now - flushedAt >= (expectsMore ? LONGEST_MS : intervalMs());
    }

    /**
     * The same for a writer whose records are answered: what is ready waits until it is an eighth of all that has no
     * answer yet, for 200 ms at most. It has to wait several times as long for its answer anyway (Little's law).
     *
     * @param outstanding records without an answer, those that are ready included
     */
    public boolean isDue(long now, int ready, int outstanding) {
        long elapsed = now - flushedAt;
        return elapsed >= intervalMs() && (ready * SHARE >= outstanding || elapsed >= LONGEST_WAIT_MS);
    }

    /** Ms from the last flush to the next, 2 to 20. */
    public long intervalMs() {
        return Math.clamp((long) (LONGEST_MS * rate / FULL_RATE), SHORTEST_MS, LONGEST_MS);
    }

    /**
     * Notes a flush.
     *
     * @param at when it began
     * @param records of all partitions; 0 when it carried heartbeats only
     */
    public void flushed(long at, int records) {
        double elapsed = Math.max(1, at - flushedAt);
        rate += (records / elapsed - rate) * Math.min(1, elapsed / MEMORY_MS);
        flushedAt = at;
    }
}
