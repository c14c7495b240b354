package io.tribunal.ingest.check;

import io.tribunal.core.identity.ExecutorId;
import java.util.List;

/** The result of checking a verdict. */
public sealed interface VerdictCheckResult {
    /**
     * The client has proven the verdict itself.
     *
     * @param supporters the executors whose responses were verified; empty for SPLIT and REJECTED
     */
    record Proven(List<ExecutorId> supporters) implements VerdictCheckResult {
        public Proven {
            supporters = List.copyOf(supporters);
        }
    }

    /**
     * The verdict is possible, but the client cannot prove it: OVERDUE, some of SPLIT and REJECTED. It is the voter's word.
     */
    record Unproven() implements VerdictCheckResult {}

    /**
     * The verdict does not hold.
     *
     * @param detail for people
     */
    record Refuted(Refutation reason, String detail) implements VerdictCheckResult {}

    /** The check that a verdict failed. */
    enum Refutation {
        OTHER_POSITION,
        OTHER_REQUEST,
        FINALITY,
        VOTE_DIGEST,
        STATE_PRESENCE,
        VOIDED,
        TOO_FEW_SUPPORTERS,
        FALSE_REJECTION
    }
}
