package io.tribunal.isolation.repair;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.ExecutorId;
import java.util.Optional;
import java.util.OptionalLong;

/** The decisions that are published already, as far as this validator has read. */
public interface PublicationStatus {
    /**
     * Number of the decision in force at a partition's cursor; empty until the partition is read to its end at the
     * start.
     */
    OptionalLong inForce(int partition);

    /** The number of decisions that isolation-audit holds without a gap. */
    long audited();

    /**
     * The number through which the topic of rules holds genesis, which has number 0, and the certified decisions without
     * a gap; -1 without genesis.
     */
    long ruled();

    /** The last record about an executor in isolation-decisions, if it could be read. */
    Optional<CertifiedDecision> latest(ExecutorId executor);
}
