package io.tribunal.core.isolation;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.policy.Policy;
import java.util.Optional;

/**
 * Keys, policy and membership after a number of decisions (PROTOCOL 3, 8). Every reader applies the certified decisions
 * through {@link #check} and {@link #after}, and arrives at the same result. Immutable.
 *
 * @param number of the last decision, 0 before the first
 * @param head its hash, zero before the first
 * @param mandates how many of them were mandates of ROOT
 */
public record DecisionChain(
        Hash deployment,
        long number,
        Hash head,
        long mandates,
        Registry registry,
        Policy policy,
        Membership membership) {

    /**
     * Before the first decision.
     *
     * @throws IllegalArgumentException for a genesis of rules that this release does not know, that registers a key twice, or
     *     has a policy that cannot be applied
     */
    public static DecisionChain of(Genesis genesis, Hash deployment) {
        genesis.rulesVersion().objection().ifPresent(unknown -> {
            throw new IllegalArgumentException(unknown);
        });
        Registry registry = Registry.of(genesis.keys())
                .orElseThrow(() -> new IllegalArgumentException("genesis registers a key twice"));
        if (!isUsable(genesis.policy())) {
            throw new IllegalArgumentException("genesis has an unusable normalization profile");
        }
        return new DecisionChain(
                deployment, 0, Hash.ZERO, 0, registry, genesis.policy(), Membership.of(genesis.executors()));
    }

    /** The reason why a certified decision cannot be the next one, if there is one. */
    public Optional<CertificateViolation> check(CertifiedDecision certified, ValidatorSet validators) {
        OrderedDecision decision = certified.decision();
        if (!decision.subject().deployment().equals(deployment)) {
            return violation(Rejection.WRONG_DEPLOYMENT, "decided for another deployment");
        }
        if (decision.number() <= number) {
            return violation(Rejection.REPLAYED, "decision " + decision.number() + " is in force already");
        }
        if (decision.number() != number + 1) {
            return violation(Rejection.OUT_OF_ORDER, "decision " + (number + 1) + " is missing here");
        }
        if (!decision.previous().equals(head)) {
            return violation(Rejection.BAD_CERTIFICATE, "names another previous decision");
        }
        return validators.violation(registry, certified).or(() -> checkEffect(decision));
    }

    private Optional<CertificateViolation> checkEffect(OrderedDecision decision) {
        return after(decision).isPresent()
                ? Optional.empty()
                : violation(
                        Rejection.INVALID_ACTION,
                        decision.subject() instanceof RootMandate
                                ? "key is registered already or not in force, a profile is unusable,"
                                        + " or another mandate is missing"
                                : "the executor's status does not allow it, or another decision about it has come since");
    }

    private static Optional<CertificateViolation> violation(Rejection reason, String detail) {
        return Optional.of(new CertificateViolation(reason, detail));
    }

    /** The next decision, on the subject. */
    OrderedDecision next(Subject subject, Enforcement outcome) {
        return new OrderedDecision(number + 1, head, subject, outcome);
    }

    /** The chain with the next decision applied, or empty when it cannot be applied. */
    public Optional<DecisionChain> after(OrderedDecision decision) {
        return switch (decision.subject()) {
            case IsolationProposal proposal -> after(decision, proposal);
            case RootMandate mandate ->
                mandate.mandate() == mandates + 1 ? after(decision, mandate.action()) : Optional.empty();
        };
    }

    private Optional<DecisionChain> after(OrderedDecision decision, IsolationProposal proposal) {
        if (!isCurrent(proposal)) {
            return Optional.empty();
        }
        return membership
                .after(proposal, decision.number(), decision.outcome())
                .map(changed -> with(decision, mandates, registry, policy, changed));
    }

    /** Whether the proposal names the last decision about its executor. */
    boolean isCurrent(IsolationProposal proposal) {
        return membership
                .find(proposal.executor())
                .filter(member -> member.decision() == proposal.previousDecision())
                .isPresent();
    }

    /** Whether the proposal could be the next decision, apart from its quorum and the minimum electorate. */
    public boolean allows(IsolationProposal proposal) {
        return after(next(proposal, Enforcement.ENFORCED)).isPresent();
    }

    private Optional<DecisionChain> after(OrderedDecision decision, Action action) {
        return switch (action) {
            case Action.RegisterKey register ->
                registry.register(register.key()).map(keys -> applied(decision, keys, policy));
            case Action.RevokeKey revoke ->
                registry.revoke(revoke.keyId()).map(keys -> applied(decision, keys, policy));
            case Action.ChangePolicy change ->
                isUsable(change.policy())
                        ? Optional.of(applied(decision, registry, change.policy()))
                        : Optional.empty();
            case Action.VoidState ignored -> Optional.of(applied(decision, registry, policy));
        };
    }

    /** Whether every normalization profile can be applied; one that cannot would leave its operation undecidable. */
    private static boolean isUsable(Policy policy) {
        return policy.payloads().operations().values().stream().allMatch(own -> Normalizer.isUsable(own.profile()));
    }

    private DecisionChain applied(OrderedDecision decision, Registry keys, Policy rules) {
        return with(decision, mandates + 1, keys, rules, membership);
    }

    private DecisionChain with(
            OrderedDecision decision, long applied, Registry keys, Policy rules, Membership changed) {
        return new DecisionChain(deployment, decision.number(), decision.hash(), applied, keys, rules, changed);
    }
}
