package io.tribunal.core.detection;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * How long a partition took to agree when it was new: the P99 (nearest rank, elapsed ms) of its first agreed ballots.
 * The time to AGREED lies between the latencies of honest executors, so no liar moves it. Keeps only the largest ones.
 */
final class Baseline {
    private final int ballots;
    private final long kept;
    private final List<Long> largest = new ArrayList<>();
    private int taken;

    Baseline(int ballots) {
        this.ballots = ballots;
        this.kept = ballots - Math.ceilDiv(99 * (long) ballots, 100) + 1;
    }

    void take(long agreedAfter) {
        if (isFrozen()) {
            return;
        }
        taken++;
        int found = Collections.binarySearch(largest, agreedAfter);
        largest.add(found < 0 ? -found - 1 : found, agreedAfter);
        if (largest.size() > kept) {
            largest.removeFirst();
        }
    }

    private boolean isFrozen() {
        return taken == ballots;
    }

    /** Empty until it is frozen. */
    OptionalLong p99() {
        return isFrozen() ? OptionalLong.of(largest.getFirst()) : OptionalLong.empty();
    }

    void write(CanonicalWriter out) {
        out.int32(taken).list(largest, out::int64);
    }

    void read(CanonicalReader in) {
        taken = in.int32();
        largest.addAll(in.list(in::int64));
        CanonicalReader.require(0 <= taken && taken <= ballots && largest.size() == Math.min(taken, kept));
        CanonicalReader.require(largest.stream().sorted().toList().equals(largest));
    }
}
