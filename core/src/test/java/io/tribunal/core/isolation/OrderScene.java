package io.tribunal.core.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.isolation.OrderEvent.Alarm;
import io.tribunal.core.isolation.OrderEvent.Certified;
import io.tribunal.core.isolation.OrderEvent.Dropped;
import io.tribunal.core.isolation.OrderEvent.Ordered;
import io.tribunal.core.policy.IsolationPolicy;
import java.util.ArrayList;
import java.util.List;

/** The order of decisions told record by record. */
final class OrderScene {
    final Deployment deployment;
    final OrderMachine machine;
    private final List<OrderEvent> events = new ArrayList<>();
    private long next;

    OrderScene(int executors, int validators) {
        this(Deployment.of(executors, validators));
    }

    OrderScene(Deployment deployment) {
        this(deployment, deployment.policy());
    }

    OrderScene(Deployment deployment, IsolationPolicy policy) {
        this.deployment = deployment;
        this.machine = deployment.machine(policy);
    }

    List<OrderEvent> append(OrderRecord.Content content) {
        List<OrderEvent> some = machine.process(new OrderRecord(next++, content));
        events.addAll(some);
        return some;
    }

    /** The validators endorse the proposal, one after the other. */
    OrderScene endorse(IsolationProposal proposal, String... validators) {
        for (String validator : validators) {
            append(Deployment.endorsement(validator, proposal));
        }
        return this;
    }

    /** A majority of three or five wants the event, with the executor's last decision named. */
    OrderScene decide(MembershipEvent event) {
        long previous = member(event).decision();
        return endorse(deployment.proposal(event, previous), "v1", "v2", "v3");
    }

    private Member member(MembershipEvent event) {
        return machine.chain().membership().find(event.executor()).orElseThrow();
    }

    MemberStatus status(int executor) {
        return machine.chain()
                .membership()
                .find(Deployment.executor(executor))
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
                .filter(OrderEvent.RejoinAsked.class::isInstance)
                .map(event -> ((OrderEvent.RejoinAsked) event).probation())
                .toList();
    }

    List<OrderEvent.Reason> dropped() {
        return events.stream()
                .filter(Dropped.class::isInstance)
                .map(event -> ((Dropped) event).reason())
                .toList();
    }
}
