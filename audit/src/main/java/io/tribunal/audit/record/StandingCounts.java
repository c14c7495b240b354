package io.tribunal.audit.record;

import io.tribunal.core.detection.ClosedBallot;
import io.tribunal.core.detection.Standing;
import java.util.EnumMap;
import java.util.Map;

/** How often one executor had each standing in the closed ballots, and its latencies. */
public final class StandingCounts {
    private final Map<Standing, Long> ballots = new EnumMap<>(Standing.class);
    private final Latencies latencies = new Latencies();

    void take(ClosedBallot.Showing showing) {
        ballots.merge(showing.standing(), 1L, Long::sum);
        showing.latency().ifPresent(latencies::add);
    }

    void add(StandingCounts other) {
        other.ballots.forEach((standing, count) -> ballots.merge(standing, count, Long::sum));
        latencies.add(other.latencies);
    }

    public long count(Standing standing) {
        return ballots.getOrDefault(standing, 0L);
    }

    public Latencies latencies() {
        return latencies;
    }
}
