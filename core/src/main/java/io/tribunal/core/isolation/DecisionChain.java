package io.tribunal.core.isolation;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.RejectionDetail;
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
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.policy.VerdictSize;
import java.util.Optional;

/**
 * Keys, policy and membership after a number of decisions (PROTOCOL 3, 8). Every reader applies the certified decisions
 * through {@link #check} and {@link #after}, and arrives at the same result. Immutable.
 *
 * @param rules that genesis names
 * @param number of the last decision, 0 before the first
 * @param head its hash, zero before the first
 * @param mandates how many of them were mandates of ROOT
 */
public record DecisionChain(
        Hash deployment,
        RulesVersion rules,
        long number,
        Hash head,
        long mandates,
        Registry registry,
        Policy policy,
        Membership membership) {

    /**
     * Before the first decision.
     *
     * @throws IllegalArgumentException for a genesis of rules that this release does not know, that registers a key twice, has
     *     a policy that cannot be applied, or one under which a verdict could be too large
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
        Membership membership = Membership.of(genesis.executors());
        oversize(genesis.rulesVersion(), membership, genesis.policy()).ifPresent(tooLarge -> {
            throw new IllegalArgumentException(tooLarge);
        });
        return new DecisionChain(
                deployment, genesis.rulesVersion(), 0, Hash.ZERO, 0, registry, genesis.policy(), membership);
    }

    /** The reason why a certified decision cannot be the next one, if there is one. */
    public Optional<CertificateViolation> check(CertifiedDecision certified, ValidatorSet validators) {
        OrderedDecision decision = certified.decision();
        if (!decision.subject().deployment().equals(deployment)) {
            return violation(Rejection.WRONG_DEPLOYMENT, RejectionDetail.DECIDED_FOR_ANOTHER);
        }
        if (decision.number() <= number) {
            return violation(
                    Rejection.REPLAYED,
                    RejectionDetail.IN_FORCE,
                    "decision " + decision.number() + " is in force already");
        }
        if (decision.number() != number + 1) {
            return violation(
                    Rejection.OUT_OF_ORDER,
                    RejectionDetail.ONE_MISSING,
                    "decision " + (number + 1) + " is missing here");
        }
        if (!decision.previous().equals(head)) {
            return violation(Rejection.BAD_CERTIFICATE, RejectionDetail.OTHER_PREVIOUS);
        }
        return validators.violation(registry, certified).or(() -> checkEffect(decision));
    }

    private Optional<CertificateViolation> checkEffect(OrderedDecision decision) {
        return after(decision).isPresent()
                ? Optional.empty()
                : violation(Rejection.INVALID_ACTION, ineffective(decision.subject()));
    }

    private RejectionDetail ineffective(Subject subject) {
        return switch (subject) {
            case RootMandate mandate ->
                mandate.action() instanceof Action.ChangePolicy change && isOversize(change.policy())
                        ? RejectionDetail.VERDICTS_TOO_LARGE
                        : RejectionDetail.MANDATE;
            case IsolationProposal ignored -> RejectionDetail.PROPOSAL;
        };
    }

    private boolean isOversize(Policy other) {
        return oversize(rules, membership, other).isPresent();
    }

    /** Why a policy is refused for the size of its verdicts, if it is. */
    private static Optional<String> oversize(RulesVersion rules, Membership membership, Policy policy) {
        return rules.boundsVerdicts()
                ? VerdictSize.objection(membership.members().size(), policy)
                : Optional.empty();
    }

    private static Optional<CertificateViolation> violation(Rejection reason, RejectionDetail code) {
        return violation(reason, code, code.sentence());
    }

    private static Optional<CertificateViolation> violation(Rejection reason, RejectionDetail code, String words) {
        return Optional.of(new CertificateViolation(reason, code, words));
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
                isUsable(change.policy()) && !isOversize(change.policy())
                        ? Optional.of(applied(decision, registry, change.policy()))
                        : Optional.empty();
            case Action.VoidState ignored -> Optional.of(applied(decision, registry, policy));
        };
    }

    /** Whether every normalization profile can be applied; one that cannot would leave its operation undecidable. */
    private static boolean isUsable(Policy policy) {
        return policy.payloads().operations().values().stream().allMatch(own -> Normalizer.isUsable(own.profile()));
    }

    private DecisionChain applied(OrderedDecision decision, Registry keys, Policy changed) {
        return with(decision, mandates + 1, keys, changed, membership);
    }

    private DecisionChain with(
            OrderedDecision decision, long applied, Registry keys, Policy changedPolicy, Membership changed) {
        return new DecisionChain(
                deployment, rules, decision.number(), decision.hash(), applied, keys, changedPolicy, changed);
    }
}
