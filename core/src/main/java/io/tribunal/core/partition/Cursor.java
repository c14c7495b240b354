package io.tribunal.core.partition;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.Genesis;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How far the business log surely reaches: as far as f + 1 executors, or v + 1 validators, have signed that they have
 * handled it, so one honest one has been there (PROTOCOL 5).
 */
final class Cursor {
    private final SortedMap<ExecutorId, Long> executors = new TreeMap<>();
    private final SortedMap<ValidatorId, Long> validators = new TreeMap<>();

    void claim(ExecutorId executor, long processedTo) {
        executors.merge(executor, processedTo, Math::max);
    }

    void claim(ValidatorId validator, long processedTo) {
        validators.merge(validator, processedTo, Math::max);
    }

    /** A decision about the executor has taken effect: what it claimed before counts no longer, should it ever have lied. */
    void forget(ExecutorId executor) {
        executors.remove(executor);
    }

    /**
     * The offset up to which entries exist; 0, genesis, before enough have signed.
     *
     * @param active executors whose word counts
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

    /** How far an executor says it has come; -1 before it has said anything. */
    long claimOf(ExecutorId executor) {
        return executors.getOrDefault(executor, -1L);
    }

    SortedMap<ExecutorId, Long> executorClaims() {
        return Collections.unmodifiableSortedMap(executors);
    }

    SortedMap<ValidatorId, Long> validatorClaims() {
        return Collections.unmodifiableSortedMap(validators);
    }
}
