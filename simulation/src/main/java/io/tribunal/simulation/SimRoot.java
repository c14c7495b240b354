package io.tribunal.simulation;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.Enforcement;
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

/** Holds the one root key and all validators' keys of a partition's deployment, and writes its numbered control entries. */
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

    /** The same; what cannot be done uses up no number. */
    PlannedEntry decide(Subject subject, Enforcement outcome) {
        OrderedDecision decision = next(subject, outcome);
        chain = chain.after(decision).orElse(chain);
        return entry(new CertifiedDecision(decision, QuorumCertificate.by(validators, decision)));
    }

    /** The decision that the subject would become now. */
    OrderedDecision next(Subject subject, Enforcement outcome) {
        return new OrderedDecision(chain.number() + 1, chain.head(), subject, outcome);
    }

    /** A control entry that whoever may write such entries writes. */
    static PlannedEntry entry(CertifiedDecision decision) {
        return PlannedEntry.rule(SimDeployment.sign(SimDeployment.ROOT, new Control(decision)));
    }

    RootMandate mandate(Action action) {
        Bytes bytes = PayloadCodec.encodeAction(action);
        return RootMandate.by(
                List.of(SimKeys.signer(SimDeployment.ROOT)), chain.deployment(), chain.mandates() + 1, action, bytes);
    }

    /** What validators might want decided, on evidence of that partition. */
    IsolationProposal proposal(MembershipEvent event, int partition) {
        long last =
                chain.membership().find(event.executor()).map(Member::decision).orElse(0L);
        return new IsolationProposal(
                chain.deployment(), event, new LogPosition(partition, 7), 15_648_092, List.of(1L, 2L), Hash.ZERO, last);
    }

    /** Keys, policy and membership after what was decided. */
    DecisionChain chain() {
        return chain;
    }
}
