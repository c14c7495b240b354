package io.tribunal.core.partition;

/**
 * A response-log partition's own time in ms: made of the broker's append times, each step bounded, so that no clock can
 * make it jump or run back (PROTOCOL 5).
 */
final class ElapsedTime {
    private long elapsed;
    private long lastAppendTime;

    ElapsedTime(long elapsed, long lastAppendTime) {
        this.elapsed = elapsed;
        this.lastAppendTime = lastAppendTime;
    }

    /** Moves on to a record appended at that epoch ms; 0 stands for a record whose append time is not known. */
    void moveTo(long appendTime, long maxStep) {
        if (appendTime <= 0) {
            return;
        }
        if (lastAppendTime > 0) {
            elapsed += Math.min(Math.max(0, appendTime - lastAppendTime), maxStep);
        }
        lastAppendTime = appendTime;
    }

    long elapsed() {
        return elapsed;
    }

    long lastAppendTime() {
        return lastAppendTime;
    }
}
