package io.tribunal.ingest.check;

import io.tribunal.core.identity.ExecutorId;
import java.util.List;

/** What checking a verdict came to. */
public sealed interface VerdictCheckResult {
    /**
     * The client can vouch for it.
     *
     * @param supporters whose responses were verified; empty for a rejection that the client re-derived */
    record Proven(List<ExecutorId> supporters) implements VerdictCheckResult {
        public Proven {
            supporters = List.copyOf(supporters);
        }
    }

    /** Nothing speaks against it, but a client cannot prove it: SPLIT, OVERDUE, some rejections. */
    record Unproven() implements VerdictCheckResult {}

    /**
     * It does not hold.
     *
     * @param detail for people */
    record Refuted(Refutation reason, String detail) implements VerdictCheckResult {}

    /** Why a verdict does not hold. */
    enum Refutation {
        OTHER_POSITION,
        OTHER_REQUEST,
        FINALITY,
        VOTE_DIGEST,
        STATE_PRESENCE,
        TOO_FEW_SUPPORTERS,
        FALSE_REJECTION
    }
}
