package io.tribunal.core.log;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.PayloadType;

/**
 * A decision as it stands in every partition, in force from its own position there (PROTOCOL 3, 8). Its writer does not
 * matter: the certificate proves it.
 */
public record Control(CertifiedDecision certified) implements Payload {
    public OrderedDecision decision() {
        return certified.decision();
    }

    @Override
    public Hash deployment() {
        return decision().subject().deployment();
    }

    @Override
    public PayloadType type() {
        return PayloadType.CONTROL;
    }
}
