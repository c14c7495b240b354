package io.tribunal.isolation.repair;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.ExecutorId;

/** Port: the places where certified decisions are published. */
public interface DecisionWriter {
    /** Writes a control entry to a business-log partition. */
    void control(int partition, CertifiedDecision decision);

    /** Writes the next entry of isolation-audit. */
    void audit(CertifiedDecision decision);

    /** Writes the genesis to the topic of rules. */
    void genesisRule();

    /** Writes a decision to the topic of rules. */
    void rule(CertifiedDecision decision);

    /** Writes the latest decision about that executor to isolation-decisions. */
    void latest(ExecutorId executor, CertifiedDecision decision);
}
