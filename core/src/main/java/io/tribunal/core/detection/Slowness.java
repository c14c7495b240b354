package io.tribunal.core.detection;

import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Whether an answer was slow (PROTOCOL 8): above the floor, above so many times the baseline, and above so many times the
 * lower median of its peers in the same ballot, where an absent peer stands for the deadline.
 */
record Slowness(DetectionPolicy policy, OptionalLong baseline) {

    /** Only answers to a ballot that was agreed, and only where there is a baseline, can be judged. */
    boolean canJudge(ClosedBallot ballot, Showing showing) {
        return baseline.isPresent()
                && ballot.agreedAfter().isPresent()
                && showing.latency().isPresent()
                && ballot.members().size() > 1;
    }

    boolean isSlow(ClosedBallot ballot, ExecutorId executor, long latency) {
        return latency > policy.slowFloor()
                && isFactorAbove(latency, baseline.orElseThrow())
                && isFactorAbove(latency, lowerMedianOfPeers(ballot, executor));
    }

    /** latency > slowFactor x other, without overflow. */
    private boolean isFactorAbove(long latency, long other) {
        return Math.ceilDiv(latency, policy.slowFactor()) > other;
    }

    private static long lowerMedianOfPeers(ClosedBallot ballot, ExecutorId executor) {
        List<Long> peers = new ArrayList<>(ballot.members().size());
        for (Map.Entry<ExecutorId, Showing> member : ballot.members().entrySet()) {
            if (!member.getKey().equals(executor)) {
                peers.add(member.getValue().latency().orElse(ballot.allowed()));
            }
        }
        Collections.sort(peers);
        return peers.get((peers.size() - 1) / 2);
    }
}
