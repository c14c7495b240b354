package io.tribunal.core.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.isolation.DecisionLogEvent.Alarm;
import io.tribunal.core.isolation.DecisionLogEvent.Certified;
import io.tribunal.core.isolation.DecisionLogEvent.Dropped;
import io.tribunal.core.isolation.DecisionLogEvent.Ordered;
import io.tribunal.core.policy.IsolationPolicy;
import java.util.ArrayList;
import java.util.List;

/** A decision log to which records are appended one by one. */
final class DecisionLogFixture {
    final IsolationFixture deployment;
    final DecisionLogMachine machine;
    private final List<DecisionLogEvent> events = new ArrayList<>();
    private long next;

    DecisionLogFixture(int executors, int validators) {
        this(IsolationFixture.of(executors, validators));
    }

    DecisionLogFixture(IsolationFixture deployment) {
        this(deployment, deployment.policy());
    }

    DecisionLogFixture(IsolationFixture deployment, IsolationPolicy policy) {
        this.deployment = deployment;
        this.machine = deployment.machine(policy);
    }

    List<DecisionLogEvent> append(DecisionLogRecord.Content content) {
        List<DecisionLogEvent> some = machine.process(new DecisionLogRecord(next++, content));
        events.addAll(some);
        return some;
    }

    /** The validators endorse the proposal, one after the other. */
    DecisionLogFixture endorse(IsolationProposal proposal, String... validators) {
        for (String validator : validators) {
            append(IsolationFixture.endorsement(validator, proposal));
        }
        return this;
    }

    /** A majority of three or five validators endorses the event and names the executor's last decision. */
    DecisionLogFixture decide(MembershipEvent event) {
        long previous = member(event).decision();
        return endorse(deployment.proposal(event, previous), "v1", "v2", "v3");
    }

    private Member member(MembershipEvent event) {
        return machine.chain().membership().find(event.executor()).orElseThrow();
    }

    MemberStatus status(int executor) {
        return machine.chain()
                .membership()
                .find(IsolationFixture.executor(executor))
                .orElseThrow()
                .status();
    }

    List<OrderedDecision> ordered() {
        return events.stream()
                .filter(Ordered.class::isInstance)
                .map(event -> ((Ordered) event).decision())
                .toList();
    }

    List<CertifiedDecision> certified() {
        return events.stream()
                .filter(Certified.class::isInstance)
                .map(event -> ((Certified) event).decision())
                .toList();
    }

    List<IsolationProposal> alarms() {
        return events.stream()
                .filter(Alarm.class::isInstance)
                .map(event -> ((Alarm) event).proposal())
                .toList();
    }

    /** Probations that isolated ones have asked for. */
    List<IsolationProposal> asked() {
        return events.stream()
                .filter(DecisionLogEvent.RejoinAsked.class::isInstance)
                .map(event -> ((DecisionLogEvent.RejoinAsked) event).probation())
                .toList();
    }

    List<DecisionLogEvent.Reason> dropped() {
        return events.stream()
                .filter(Dropped.class::isInstance)
                .map(event -> ((Dropped) event).reason())
                .toList();
    }
}
