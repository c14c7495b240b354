package io.tribunal.audit.check;

import static io.tribunal.audit.check.RefutedException.require;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.isolation.DecisionChain;
import java.util.Collection;
import java.util.List;

/**
 * Whether the evidence can carry the statistic that a proposal names (PROTOCOL 8): it reaches the malicious level, and is no
 * more than so many deviations weigh. Agreeing answers lower it, so how many lay between is not to be seen.
 */
final class StatisticCheck {
    private StatisticCheck() {}

    /**
     * @param chains rules that may have been in force when the last ballot closed
     * @throws RefutedException when it holds under none of them
     */
    static void check(IsolationProposal proposal, DeviationClass kind, Collection<DecisionChain> chains) {
        List<DetectionPolicy> policies = chains.stream()
                .map(chain -> chain.policy().detection())
                .distinct()
                .toList();
        require(
                policies.stream().anyMatch(policy -> holds(proposal, kind, policy)),
                FailureReason.STATISTIC,
                proposal.evidence().size() + " ballots do not make a statistic of " + proposal.statistic()
                        + " micro-nats that reaches the malicious level");
    }

    private static boolean holds(IsolationProposal proposal, DeviationClass kind, DetectionPolicy policy) {
        int ballots = proposal.evidence().size();
        if (proposal.statistic() < policy.malicious() || ballots == 0 || ballots > policy.maxEvidence()) {
            return false;
        }
        long most = Math.multiplyExact(ballots, weight(kind, policy));
        return switch (kind) {
            case EQUIVOCATED -> ballots == 1;
            case WRONG, SILENT, SLOW ->
                ballots < policy.maxEvidence() ? proposal.statistic() <= most : policy.malicious() <= most;
        };
    }

    private static long weight(DeviationClass kind, DetectionPolicy policy) {
        return switch (kind) {
            case WRONG -> policy.wrong().deviation();
            case SILENT -> policy.silent().deviation();
            case SLOW -> policy.slow().deviation();
            case EQUIVOCATED -> policy.malicious();
        };
    }
}
