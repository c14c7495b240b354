package io.tribunal.lab.sim;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.Outcome;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Control;
import io.tribunal.core.signature.Signer;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.List;

/** Holds the one root key of a partition's deployment and writes its numbered control entries. */
public final class SimRoot {
    private final Hash deployment;
    private final List<Signer> validators;
    private Hash previous = Hash.ZERO;
    private long decisions;

    public SimRoot(SimDeployment deployment) {
        this.deployment = deployment.hash();
        this.validators = deployment.genesis().validators().stream()
                .map(validator -> SimKeys.signer(validator.value()))
                .toList();
    }

    /** The next decision, certified by all validators. */
    public PlannedEntry decide(Action action) {
        Signer root = SimKeys.signer(SimDeployment.ROOT);
        Bytes bytes = PayloadCodec.encodeAction(action);
        RootMandate mandate = RootMandate.by(List.of(root), deployment, ++decisions, action, bytes);
        OrderedDecision decision = new OrderedDecision(decisions, previous, mandate, Outcome.ENFORCED);
        Control control = new Control(new CertifiedDecision(decision, QuorumCertificate.by(validators, decision)));
        previous = decision.hash();
        return PlannedEntry.rule(SimDeployment.sign(SimDeployment.ROOT, control));
    }
}
