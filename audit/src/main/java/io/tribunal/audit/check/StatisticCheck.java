package io.tribunal.audit.check;

import static io.tribunal.audit.check.RefutedException.require;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.isolation.DecisionChain;
import java.util.Collection;
import java.util.List;

/**
 * Checks that a proposal's statistic (PROTOCOL 8) reaches the malicious level and is at most what its deviations add up
 * to. Agreeing answers lower the statistic; a bundle does not show how many there were in between.
 */
final class StatisticCheck {
    private StatisticCheck() {}

    /**
     * @param chains those that may have been in force when the last ballot closed
     * @throws RefutedException when the statistic is possible under none of their policies
     */
    static void check(IsolationProposal proposal, DeviationClass kind, Collection<DecisionChain> chains) {
        List<DetectionPolicy> policies = chains.stream()
                .map(chain -> chain.policy().detection())
                .distinct()
                .toList();
        require(
                policies.stream().anyMatch(policy -> holds(proposal, kind, policy)),
                FailureReason.STATISTIC,
                proposal.evidence().size() + " ballots do not add up to a statistic of " + proposal.statistic()
                        + " micro-nats at or above the malicious level");
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
