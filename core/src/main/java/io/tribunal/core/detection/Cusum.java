package io.tribunal.core.detection;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One-sided cumulative sum S = max(0, S + w) over one class of observations (Page 1954; PROTOCOL 8), its level and the
 * ballots it rests on. A level falls only when the sum is back at zero.
 */
final class Cusum {
    private final DetectionPolicy policy;
    private final Weights weights;
    private final int furtherNeeded;
    private final Deque<Long> evidence = new ArrayDeque<>();
    private long sum;
    private int further;
    private Level level = Level.ACTIVE;

    Cusum(DetectionPolicy policy, DeviationClass kind) {
        this.policy = policy;
        this.weights = policy.weightsOf(kind);
        this.furtherNeeded = policy.furtherNeeded(kind);
    }

    /** A benign observation. */
    void agree() {
        sum = Math.max(0, sum + weights.agreement());
        if (sum == 0) {
            evidence.clear();
            further = 0;
            level = Level.ACTIVE;
        }
    }

    /** A deviation, shown by the ballot at that business offset. */
    void deviate(long businessOffset) {
        sum = Math.min(sum + weights.deviation(), policy.ceiling());
        if (evidence.size() == policy.maxEvidence()) {
            evidence.removeFirst();
        }
        evidence.addLast(businessOffset);
        if (level == Level.SUSPECTED) {
            further = Math.min(further + 1, furtherNeeded);
        }
        if (sum >= policy.malicious() && further >= furtherNeeded) {
            level = Level.MALICIOUS;
        } else if (sum >= policy.suspected() && level == Level.ACTIVE) {
            level = Level.SUSPECTED;
        }
    }

    Level level() {
        return level;
    }

    /** Micro-nats. */
    long sum() {
        return sum;
    }

    List<Long> evidence() {
        return List.copyOf(evidence);
    }

    void write(CanonicalWriter out) {
        out.int64(sum).text(level.name()).int32(further).list(evidence, out::int64);
    }

    void read(CanonicalReader in) {
        sum = in.int64();
        level = Level.valueOf(in.text());
        further = in.int32();
        evidence.addAll(in.list(in::int64));
        CanonicalReader.require(0 <= sum && sum <= policy.ceiling());
        CanonicalReader.require(0 <= further && further <= furtherNeeded);
        CanonicalReader.require(evidence.size() <= policy.maxEvidence() && evidence.isEmpty() == (sum == 0));
        CanonicalReader.require(level == Level.ACTIVE ? sum < policy.suspected() : sum > 0);
    }
}
