package io.tribunal.core.detection;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * The time in which a partition can agree: the lowest P99 (nearest rank, elapsed ms) of the time to AGREED that any run of so many
 * agreed ballots has shown; runs follow each other without overlap. A cold start is forgotten with the first warm run. The
 * time to AGREED lies between the latencies of honest executors, so no faulty executor moves it. Keeps only the largest ones of a run.
 */
final class Baseline {
    private final int ballots;
    private final long kept;
    private final List<Long> largest = new ArrayList<>();
    private int taken;
    private OptionalLong lowest = OptionalLong.empty();

    Baseline(int ballots) {
        this.ballots = ballots;
        this.kept = ballots - Math.ceilDiv(99 * (long) ballots, 100) + 1;
    }

    void take(long agreedAfter) {
        taken++;
        int found = Collections.binarySearch(largest, agreedAfter);
        largest.add(found < 0 ? -found - 1 : found, agreedAfter);
        if (largest.size() > kept) {
            largest.removeFirst();
        }
        if (taken == ballots) {
            lowest = OptionalLong.of(Math.min(lowest.orElse(Long.MAX_VALUE), largest.getFirst()));
            taken = 0;
            largest.clear();
        }
    }

    /** Empty before the first run is full. */
    OptionalLong p99() {
        return lowest;
    }

    void write(CanonicalWriter out) {
        out.int64(lowest.orElse(-1)).int32(taken).list(largest, out::int64);
    }

    void read(CanonicalReader in) {
        long known = in.int64();
        lowest = known < 0 ? OptionalLong.empty() : OptionalLong.of(known);
        taken = in.int32();
        largest.addAll(in.list(in::int64));
        CanonicalReader.require(known >= -1);
        CanonicalReader.require(0 <= taken && taken < ballots && largest.size() == Math.min(taken, kept));
        CanonicalReader.require(largest.stream().sorted().toList().equals(largest));
    }
}
