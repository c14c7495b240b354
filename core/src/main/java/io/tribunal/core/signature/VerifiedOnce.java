package io.tribunal.core.signature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Remembers so many things that verified, first in first out, so that none is verified twice in a row: a pure cache, it
 * changes no answer. Not safe for use by several threads.
 */
public final class VerifiedOnce<K> {
    private final Map<K, Boolean> verified;

    /** Remembers up to {@code capacity} keys, each of which must name all that the verification depends on. */
    public VerifiedOnce(int capacity) {
        this.verified = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Boolean> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Whether it verifies, or did before. What does not is asked again each time. */
    public boolean check(K key, BooleanSupplier verification) {
        if (verified.containsKey(key)) {
            return true;
        }
        boolean valid = verification.getAsBoolean();
        if (valid) {
            verified.put(key, true);
        }
        return valid;
    }
}
