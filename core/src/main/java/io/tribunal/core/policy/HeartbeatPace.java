package io.tribunal.core.policy;

/**
 * When a partition's next empty batch is due (PROTOCOL 3, Heartbeats; ADR 0028). After a start and after each entry the
 * partition owes the log as much elapsed time as the ballots may need, and is active until its batches have made up for it:
 * they follow each other by policy.heartbeat. Then it is quiet: each empty batch waits twice as long as the one before, 10 s
 * at most. Times in ms of any clock that only goes forward. For one thread.
 */
public final class HeartbeatPace {
    /** The longest time between two empty batches of a quiet partition. */
    public static final long LONGEST_MS = 10_000;

    private boolean begun;
    private long writtenAt;
    private long interval;
    private double owed;

    /** Ms until an empty batch is due, 0 when it is; an unannounced entry does not wait for that. */
    public long dueIn(long now) {
        return dueIn(now, interval);
    }

    /**
     * The same while an entry is unhandled.
     *
     * @param heartbeat policy.heartbeat
     */
    public long dueIn(long now, long heartbeat) {
        return Math.max(0, heartbeat - (now - writtenAt));
    }

    /** Whether an empty batch may be written with the batches of other partitions: a quiet partition waits for half of its time. */
    public boolean mayJoin(long now) {
        return begun && owed <= 0 && now - writtenAt >= interval / 2;
    }

    /**
     * Notes that batches are written.
     *
     * @param entries how many entries they announce that were not announced before
     * @param policy the one in force after those entries
     */
    public void written(long now, long entries, Policy policy) {
        TimingPolicy timing = policy.timing();
        owed -= Math.min(now - writtenAt, Math.min(timing.heartbeat(), timing.maxStep()));
        if (entries > 0 || !begun) {
            owed = Math.max(owed, lastBallot(policy)) + earlierBallots(entries, policy);
        }
        interval = owed > 0 ? timing.heartbeat() : Math.max(timing.heartbeat(), Math.min(2 * interval, LONGEST_MS));
        writtenAt = now;
        begun = true;
    }

    /** Its deadline counts from a later batch, of an executor that is at most maxStep behind, or from one that is held up. */
    private static double lastBallot(Policy policy) {
        TimingPolicy timing = policy.timing();
        return (double) policy.longestDeadline() + timing.maxStep() + timing.heartbeat();
    }

    /** A ballot may have to wait until one of the maxOpenBallots before it has passed its deadline. */
    private static double earlierBallots(long entries, Policy policy) {
        return (double) entries * policy.longestDeadline() / policy.limits().maxOpenBallots();
    }
}
