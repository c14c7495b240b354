package io.tribunal.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.ExecutorId;
import java.util.Optional;
import java.util.OptionalLong;

/** Where certified decisions stand already, as far as this validator has read. */
interface Published {
    /** The decision in force at a partition's cursor; empty before the partition was read to where it ended at the start. */
    OptionalLong inForce(int partition);

    /** How many decisions isolation-audit holds, without a gap. */
    long audited();

    /** What the last record about an executor in isolation-decisions says, if it could be read. */
    Optional<CertifiedDecision> latest(ExecutorId executor);
}
