package io.tribunal.audit.check;

import io.tribunal.audit.bundle.Summary;
import io.tribunal.core.identity.Hash;
import java.util.List;

/** What checking a file comes to. */
public sealed interface VerificationResult {
    /**
     * Every check holds.
     *
     * @param deployment SHA-256 of the genesis payload; whose deployment that is, the reader has to know
     * @param head of the evidence chain
     * @param unproved what no file can show and rests on the validators' signatures, for people
     */
    record Proved(Hash deployment, long decision, int partition, Summary summary, Hash head, List<String> unproved)
            implements VerificationResult {
        public Proved {
            unproved = List.copyOf(unproved);
        }
    }

    /**
     * It proves nothing.
     *
     * @param cause the first check that fails
     * @param detail for people
     */
    record Refuted(FailureReason cause, String detail) implements VerificationResult {}
}
