package io.tribunal.core.partition;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.Genesis;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The business offset that the log is proved to reach: f + 1 executors or v + 1 validators have signed that they have
 * handled it, so at least one of them is honest (PROTOCOL 5).
 */
final class Cursor implements SnapshotPart {
    private final SortedMap<ExecutorId, Long> executors = new TreeMap<>();
    private final SortedMap<ValidatorId, Long> validators = new TreeMap<>();

    void claim(ExecutorId executor, long processedTo) {
        executors.merge(executor, processedTo, Math::max);
    }

    void claim(ValidatorId validator, long processedTo) {
        validators.merge(validator, processedTo, Math::max);
    }

    /** Drops the claim of an executor whose status has changed: it may have lied. */
    void forget(ExecutorId executor) {
        executors.remove(executor);
    }

    /**
     * The offset up to which entries exist; 0, the genesis, before enough members have signed.
     *
     * @param active executors whose claims count
     */
    long position(Genesis genesis, SortedSet<ExecutorId> active) {
        long byExecutors = nthHighest(
                executors.entrySet().stream()
                        .filter(claim -> active.contains(claim.getKey()))
                        .map(Map.Entry::getValue),
                genesis.executorQuorum().oneHonest());
        return genesis.validators().isEmpty()
                ? byExecutors
                : Math.max(
                        byExecutors,
                        nthHighest(
                                validators.values().stream(),
                                genesis.validatorQuorum().oneHonest()));
    }

    private static long nthHighest(Stream<Long> claims, int n) {
        return claims.sorted(Comparator.reverseOrder()).skip(n - 1L).findFirst().orElse(0L);
    }

    /** The offset that an executor claims to have handled; -1 before its first claim. */
    long claimOf(ExecutorId executor) {
        return executors.getOrDefault(executor, -1L);
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.map(executors, out::int64).map(validators, out::int64);
    }

    @Override
    public void readFrom(CanonicalReader in) {
        executors.putAll(in.map(ExecutorId::new, in::int64));
        validators.putAll(in.map(ValidatorId::new, in::int64));
    }
}
