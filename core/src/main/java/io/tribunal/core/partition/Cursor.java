package io.tribunal.core.partition;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.Genesis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The business offset that the log is proved to reach: f + 1 executors or v + 1 validators have signed that they have
 * handled it, so at least one of them is honest (PROTOCOL 5).
 */
final class Cursor implements SnapshotPart {
    private final PartitionAdmission rules;
    /** By the key that signed; where the rules do not bind claims to keys, by the author. */
    private final SortedMap<String, Long> executors = new TreeMap<>();

    private final SortedMap<String, Long> validators = new TreeMap<>();

    Cursor(PartitionAdmission rules) {
        this.rules = rules;
    }

    void claim(ExecutorId executor, KeyId key, long processedTo) {
        executors.merge(claimant(executor.value(), key), processedTo, Math::max);
    }

    void claim(ValidatorId validator, KeyId key, long processedTo) {
        validators.merge(claimant(validator.value(), key), processedTo, Math::max);
    }

    private String claimant(String author, KeyId key) {
        return bindsToKeys() ? key.value() : author;
    }

    private boolean bindsToKeys() {
        return rules.genesis().rulesVersion().bindsClaimsToKeys();
    }

    /** Whose claim it is; empty when its key is not in force any more. */
    private Optional<String> authorOf(String claimant) {
        return bindsToKeys() ? rules.registry().findNamed(claimant).map(RegisteredKey::owner) : Optional.of(claimant);
    }

    /** Drops the claims of an executor whose status has changed: it may have lied. */
    void forget(ExecutorId executor) {
        executors
                .keySet()
                .removeIf(claimant ->
                        authorOf(claimant).filter(executor.value()::equals).isPresent());
    }

    /** The {@link #position}, which follows decisions as they take effect, where the rules say so. */
    LongSupplier reach() {
        if (bindsToKeys()) {
            return this::position;
        }
        long before = position();
        return () -> before;
    }

    /**
     * The offset up to which entries exist; 0, the genesis, before enough members have signed. Of the executors only the
     * active ones count.
     */
    long position() {
        Genesis genesis = rules.genesis();
        long byExecutors = nthHighest(
                claims(executors, author -> rules.activeExecutors().contains(new ExecutorId(author))),
                genesis.executorQuorum().oneHonest());
        return genesis.validators().isEmpty()
                ? byExecutors
                : Math.max(
                        byExecutors,
                        nthHighest(
                                claims(validators, author -> true),
                                genesis.validatorQuorum().oneHonest()));
    }

    /** The highest claim of each author that counts, in no order that matters. */
    private List<Long> claims(SortedMap<String, Long> some, Predicate<String> counts) {
        SortedMap<String, Long> highest = new TreeMap<>();
        some.forEach((claimant, claim) ->
                authorOf(claimant).filter(counts).ifPresent(author -> highest.merge(author, claim, Math::max)));
        return new ArrayList<>(highest.values());
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
        return claims(executors, executor.value()::equals).stream().findFirst().orElse(-1L);
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.map(executors, out::int64).map(validators, out::int64);
    }

    @Override
    public void readFrom(CanonicalReader in) {
        executors.putAll(in.map(text -> text, in::int64));
        validators.putAll(in.map(text -> text, in::int64));
    }
}
