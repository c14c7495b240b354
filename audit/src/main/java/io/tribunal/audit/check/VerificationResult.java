package io.tribunal.audit.check;

import io.tribunal.audit.bundle.Summary;
import io.tribunal.core.identity.Hash;
import java.util.List;

/** The result of verifying a file. */
public sealed interface VerificationResult {
    /**
     * Every check holds.
     *
     * @param deployment SHA-256 of the genesis payload; the reader has to know whose deployment that is
     * @param head of the evidence chain
     * @param unproved what a file cannot show and only the validators' signatures vouch for, for people
     */
    record Proved(Hash deployment, long decision, int partition, Summary summary, Hash head, List<String> unproved)
            implements VerificationResult {
        public Proved {
            unproved = List.copyOf(unproved);
        }
    }

    /**
     * A check fails, so the file proves nothing.
     *
     * @param cause the first check that fails
     * @param detail for people
     */
    record Refuted(FailureReason cause, String detail) implements VerificationResult {}
}
