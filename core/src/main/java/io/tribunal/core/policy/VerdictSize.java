package io.tribunal.core.policy;

import java.util.Optional;

/**
 * How large a verdict can become (PROTOCOL 5): it names every executor, repeats one response, and carries one more of each
 * executor where certificates are embedded. A verdict that no record can hold would stop its partition for good.
 */
public final class VerdictSize {
    /** Bytes for all that has a fixed bound, key and record batch among it. */
    private static final int REST = 16 << 10;
    /** Bytes for the places where a verdict names an executor, with the digest and position of its response. */
    private static final long NAMED = 512;
    /** Bytes for the signed header and the path of an embedded response. */
    private static final int PROOF = 2 << 10;

    private VerdictSize() {}

    /** The bytes that no verdict of so many executors exceeds. */
    public static long largest(int executors, boolean embedsCertificates) {
        long each = NAMED + (embedsCertificates ? PROOF + Limits.MAX_RESPONSE_BYTES : 0);
        return REST + Limits.MAX_RESPONSE_BYTES + executors * each;
    }

    /** Why so many executors cannot vote under the policy, and what to change; empty when every verdict fits into a record. */
    public static Optional<String> objection(int executors, Policy policy) {
        long largest = largest(executors, policy.voting().embedCertificates());
        return largest <= Limits.MAX_DERIVED_RECORD
                ? Optional.empty()
                : Optional.of("a verdict of " + executors + " executors can have " + largest + " bytes, a record holds "
                        + Limits.MAX_DERIVED_RECORD + "; set policy.embedCertificates to false, or name at most "
                        + most(policy) + " executors");
    }

    private static long most(Policy policy) {
        boolean embeds = policy.voting().embedCertificates();
        return (Limits.MAX_DERIVED_RECORD - largest(0, embeds)) / (largest(1, embeds) - largest(0, embeds));
    }
}
