package io.tribunal.simulation;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.Member;
import io.tribunal.core.log.Control;
import io.tribunal.core.signature.Signer;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.List;

/** Holds the root key and all validators' keys of a deployment, and issues its numbered decisions as control entries. */
public final class SimRoot {
    private final List<Signer> validators;
    private DecisionChain chain;

    public SimRoot(SimDeployment deployment) {
        this.validators = deployment.genesis().validators().stream()
                .map(validator -> SimKeys.signer(validator.value()))
                .toList();
        this.chain = DecisionChain.of(deployment.genesis(), deployment.hash());
    }

    /** The next decision, certified by all validators. */
    public PlannedEntry decide(Action action) {
        return decide(mandate(action), Enforcement.ENFORCED);
    }

    /** The next decision, certified by all validators; one that is not allowed uses up no number. */
    PlannedEntry decide(Subject subject, Enforcement outcome) {
        OrderedDecision decision = next(subject, outcome);
        chain = chain.after(decision).orElse(chain);
        return entry(new CertifiedDecision(decision, QuorumCertificate.by(validators, decision)));
    }

    /** The decision that the subject would be now. */
    OrderedDecision next(Subject subject, Enforcement outcome) {
        return new OrderedDecision(chain.number() + 1, chain.head(), subject, outcome);
    }

    /** A control entry with the decision, signed with the root key. */
    static PlannedEntry entry(CertifiedDecision decision) {
        return PlannedEntry.control(SimDeployment.sign(SimDeployment.ROOT, new Control(decision)));
    }

    RootMandate mandate(Action action) {
        Bytes bytes = PayloadCodec.encodeAction(action);
        return RootMandate.by(
                List.of(SimKeys.signer(SimDeployment.ROOT)), chain.deployment(), chain.mandates() + 1, action, bytes);
    }

    /** A proposal that validators could make on evidence of that partition. */
    IsolationProposal proposal(MembershipEvent event, int partition) {
        long last =
                chain.membership().find(event.executor()).map(Member::decision).orElse(0L);
        return new IsolationProposal(
                chain.deployment(), event, new LogPosition(partition, 7), 15_648_092, List.of(1L, 2L), Hash.ZERO, last);
    }

    /** Keys, policy and membership after the decisions so far. */
    DecisionChain chain() {
        return chain;
    }
}
