package io.tribunal.cli.demo;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Summarizes the decisions about executors together with the deviations that led to them. */
record DecisionSummaries(DecisionReview decisions, DeviationCounts deviations) {
    /** In the order of their numbers. */
    List<DecisionSummary> all() {
        List<DecisionSummary> summaries = new ArrayList<>();
        for (CertifiedDecision decision : decisions.certified()) {
            if (decision.decision().subject() instanceof IsolationProposal proposal) {
                summaries.add(summary(decision, proposal));
            }
        }
        return summaries;
    }

    private DecisionSummary summary(CertifiedDecision decision, IsolationProposal proposal) {
        long number = decision.decision().number();
        Optional<DeviationCounts.First> first = first(proposal);
        return new DecisionSummary(
                number,
                proposal.executor().value(),
                change(proposal.event()),
                grounds(proposal.event()),
                proposal.position().partition(),
                proposal.evidence(),
                proposal.statistic(),
                decision.decision().outcome().name(),
                decisions.signers(decision),
                first.flatMap(deviation -> decisions.effectiveAt(number).map(time -> time - deviation.time()))
                        .orElse(null),
                first.filter(deviation -> !proposal.evidence().isEmpty())
                        .map(deviation -> proposal.evidence().getLast() - deviation.businessOffset() + 1)
                        .orElse(null));
    }

    /** The first deviation. Slow answers are not among the deviations: for them, the first ballot in evidence. */
    private Optional<DeviationCounts.First> first(IsolationProposal proposal) {
        return switch (proposal.event()) {
            case MembershipEvent.Isolate(ExecutorId ignored, DeviationClass kind) ->
                kind == DeviationClass.SLOW ? firstSlow(proposal) : firstDeviation(proposal);
            case MembershipEvent.Down ignored -> firstDeviation(proposal);
            default -> Optional.empty();
        };
    }

    private Optional<DeviationCounts.First> firstDeviation(IsolationProposal proposal) {
        return deviations.first(proposal.executor().value(), proposal.position().partition());
    }

    private Optional<DeviationCounts.First> firstSlow(IsolationProposal proposal) {
        int partition = proposal.position().partition();
        return proposal.evidence().stream()
                .findFirst()
                .map(offset ->
                        new DeviationCounts.First(offset, decisions.appendedAt(new LogPosition(partition, offset))));
    }

    private static String change(MembershipEvent event) {
        return switch (event) {
            case MembershipEvent.Isolate ignored -> "ISOLATED";
            case MembershipEvent.Down ignored -> "DOWN";
            case MembershipEvent.Up ignored -> "UP";
            case MembershipEvent.Probation ignored -> "PROBATION";
            case MembershipEvent.Readmit ignored -> "READMITTED";
        };
    }

    private static String grounds(MembershipEvent event) {
        return event instanceof MembershipEvent.Isolate isolate ? isolate.kind().name() : "";
    }
}
