package io.tribunal.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.ExecutorId;

/** Port: the places where a certified decision has to stand. */
interface DecisionWriter {
    /** As a control entry of a business-log partition. */
    void control(int partition, CertifiedDecision decision);

    /** As the next entry of isolation-audit. */
    void audit(CertifiedDecision decision);

    /** In isolation-decisions, as the latest about that executor. */
    void latest(ExecutorId executor, CertifiedDecision decision);
}
