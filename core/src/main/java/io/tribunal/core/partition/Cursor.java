package io.tribunal.core.partition;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.Genesis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

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
        long byExecutors = nthHighest(claimsOf(active), genesis.executorQuorum().oneHonest());
        return genesis.validators().isEmpty()
                ? byExecutors
                : Math.max(
                        byExecutors,
                        nthHighest(
                                new ArrayList<>(validators.values()),
                                genesis.validatorQuorum().oneHonest()));
    }

    private List<Long> claimsOf(SortedSet<ExecutorId> some) {
        List<Long> claims = new ArrayList<>(executors.size());
        executors.forEach((executor, claim) -> {
            if (some.contains(executor)) {
                claims.add(claim);
            }
        });
        return claims;
    }

    private static long nthHighest(List<Long> claims, int n) {
        if (claims.size() < n) {
            return 0;
        }
        Collections.sort(claims);
        return claims.get(claims.size() - n);
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
