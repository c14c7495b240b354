package io.tribunal.core.partition;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;

/**
 * A response-log partition's own time in ms: the sum of bounded steps between the broker's append times, so that no clock
 * can make it jump or run backwards (PROTOCOL 5).
 */
final class ElapsedTime implements SnapshotPart {
    private long elapsed;
    private long lastAppendTime;

    /** Advances to a record appended at that epoch ms; 0 stands for an unknown append time. */
    void advanceTo(long appendTime, long maxStep) {
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

    @Override
    public void writeTo(CanonicalWriter out) {
        out.int64(elapsed).int64(lastAppendTime);
    }

    @Override
    public void readFrom(CanonicalReader in) {
        elapsed = in.int64();
        lastAppendTime = in.int64();
    }
}
