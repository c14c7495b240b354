package io.tribunal.core.isolation;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import java.util.Optional;

/**
 * Keys and membership after so many decisions (PROTOCOL 8). Whoever heeds decisions, in a partition or in a program,
 * folds certified ones through {@link #check} and {@link #after}, and ends where everyone ends. Immutable.
 *
 * @param number of the last decision, 0 before the first
 * @param head its hash, zero before the first
 * @param mandates how many of them were mandates of ROOT
 */
public record DecisionChain(
        Hash deployment, long number, Hash head, long mandates, Registry registry, Membership membership) {

    /** Before the first decision. */
    public static DecisionChain of(Genesis genesis, Hash deployment) {
        Registry registry = Registry.of(genesis.keys())
                .orElseThrow(() -> new IllegalArgumentException("genesis registers a key twice"));
        return new DecisionChain(deployment, 0, Hash.ZERO, 0, registry, Membership.of(genesis.executors()));
    }

    /** The first rule that a certified decision fails here, if any: then it is void and changes nothing. */
    public Optional<Rejection> check(CertifiedDecision certified, Bench bench) {
        OrderedDecision decision = certified.decision();
        if (!decision.subject().deployment().equals(deployment)) {
            return Optional.of(Rejection.WRONG_DEPLOYMENT);
        }
        if (decision.number() <= number) {
            return Optional.of(Rejection.REPLAYED);
        }
        if (decision.number() != number + 1) {
            return Optional.of(Rejection.OUT_OF_ORDER);
        }
        if (!decision.previous().equals(head)
                || !bench.isCertified(
                        registry, decision, certified.certificate().signatures())
                || (decision.subject() instanceof RootMandate mandate && !bench.isMandated(registry, mandate))) {
            return Optional.of(Rejection.BAD_CERTIFICATE);
        }
        return after(decision).isPresent() ? Optional.empty() : Optional.of(Rejection.INVALID_ACTION);
    }

    /** The decision that the subject would become here. */
    OrderedDecision next(Subject subject, Outcome outcome) {
        return new OrderedDecision(number + 1, head, subject, outcome);
    }

    /** The chain with the next decision applied, or empty when what it wants cannot be done here. */
    public Optional<DecisionChain> after(OrderedDecision decision) {
        return switch (decision.subject()) {
            case IsolationProposal proposal -> after(decision, proposal);
            case RootMandate mandate ->
                mandate.mandate() == mandates + 1
                        ? changed(mandate.action()).map(keys -> with(decision, mandates + 1, keys, membership))
                        : Optional.empty();
        };
    }

    private Optional<DecisionChain> after(OrderedDecision decision, IsolationProposal proposal) {
        if (!isCurrent(proposal)) {
            return Optional.empty();
        }
        return membership
                .after(proposal.event(), decision.number(), decision.outcome())
                .map(changed -> with(decision, mandates, registry, changed));
    }

    /** Whether the proposal names the last decision about its executor. */
    boolean isCurrent(IsolationProposal proposal) {
        return membership
                .find(proposal.executor())
                .filter(member -> member.decision() == proposal.previousDecision())
                .isPresent();
    }

    private Optional<Registry> changed(Control.Action action) {
        return switch (action) {
            case Control.RegisterKey register -> registry.register(register.key());
            case Control.RevokeKey revoke -> registry.revoke(revoke.keyId());
            case Control.ChangePolicy ignored -> Optional.of(registry);
            case Control.VoidState ignored -> Optional.of(registry);
        };
    }

    private DecisionChain with(OrderedDecision decision, long obeyed, Registry keys, Membership changed) {
        return new DecisionChain(deployment, decision.number(), decision.hash(), obeyed, keys, changed);
    }
}
