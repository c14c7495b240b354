package io.tribunal.core.detection;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns the observations of one partition into findings about its executors (PROTOCOL 8): a pure function of the
 * observations so far. Its memory is bounded by the number of executors. Not safe for use by several threads.
 */
public final class PartitionDetector {
    private static final int VERSION = 0x54524403;

    private final int partition;
    private final DetectionPolicy policy;
    private final Baseline baseline;
    private final SortedMap<ExecutorId, ExecutorStatistics> statistics = new TreeMap<>();

    /** A detector that has seen nothing yet. */
    public PartitionDetector(int partition, DetectionPolicy policy) {
        this.partition = partition;
        this.policy = policy;
        this.baseline = new Baseline(policy.baselineBallots());
    }

    /** What follows from the next observation, ascending by executor, then in the order of the classes. */
    public List<Finding> observe(Observation observation) {
        return switch (observation) {
            case ClosedBallot ballot -> observe(ballot);
            case ProvedEquivocation proof ->
                of(proof.executor()).take(proof).stream().toList();
            case StatusChanged changed -> observe(changed);
            case NonVotingAnswer answer ->
                of(answer.executor()).take(answer).stream().toList();
            case Recovered ignored -> List.of();
        };
    }

    private List<Finding> observe(ClosedBallot ballot) {
        Slowness slowness = new Slowness(policy, baseline.p99());
        List<Finding> findings = new ArrayList<>();
        ballot.members()
                .forEach((executor, showing) -> findings.addAll(of(executor).take(ballot, showing, slowness)));
        ballot.agreedAfter().ifPresent(baseline::take);
        return findings;
    }

    private ExecutorStatistics of(ExecutorId executor) {
        return statistics.computeIfAbsent(executor, id -> new ExecutorStatistics(id, partition, policy));
    }

    private List<Finding> observe(StatusChanged changed) {
        ExecutorStatistics known = statistics.get(changed.executor());
        if (known == null) {
            return List.of();
        }
        if (changed.settled()) {
            statistics.remove(changed.executor());
            return List.of();
        }
        return known.settleSilence(changed.observedAt());
    }

    public Level level(ExecutorId executor, DeviationClass kind) {
        ExecutorStatistics known = statistics.get(executor);
        return known == null ? Level.ACTIVE : known.level(kind);
    }

    /** The sum of a class, micro-nats. */
    public long statistic(ExecutorId executor, DeviationClass kind) {
        ExecutorStatistics known = statistics.get(executor);
        return known == null ? 0 : known.statistic(kind);
    }

    /** The whole state; equal states give equal bytes. */
    public Bytes encode() {
        CanonicalWriter out = new CanonicalWriter().int32(VERSION).int32(partition);
        baseline.write(out);
        out.list(statistics.entrySet(), entry -> {
            out.text(entry.getKey().value());
            entry.getValue().write(out);
        });
        return out.toBytes();
    }

    /** The detector as it was encoded, or empty when the bytes are no state of one under this policy. */
    public static Optional<PartitionDetector> decode(int partition, DetectionPolicy policy, Bytes encoded) {
        return CanonicalReader.read(encoded, in -> new PartitionDetector(partition, policy).read(in))
                .filter(detector -> detector.encode().equals(encoded));
    }

    private PartitionDetector read(CanonicalReader in) {
        CanonicalReader.require(in.int32() == VERSION && in.int32() == partition);
        baseline.read(in);
        in.list(() -> {
            ExecutorStatistics known = of(new ExecutorId(in.text()));
            known.read(in);
            return known;
        });
        return this;
    }
}
