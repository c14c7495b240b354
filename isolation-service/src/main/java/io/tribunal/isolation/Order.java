package io.tribunal.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.OrderEvent;
import io.tribunal.core.isolation.OrderMachine;
import io.tribunal.core.isolation.OrderRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The order of decisions as far as this validator has read it: who has signed what, and what is certified. */
final class Order {
    private static final Logger LOG = LoggerFactory.getLogger(Order.class);

    private final OrderMachine machine;
    private final Endorser endorser;
    private final Ratifier ratifier;
    private final ForeignProposals foreign;
    private final List<CertifiedDecision> certified = new ArrayList<>();

    Order(OrderMachine machine, Endorser endorser, Ratifier ratifier, ForeignProposals foreign) {
        this.machine = machine;
        this.endorser = endorser;
        this.ratifier = ratifier;
        this.foreign = foreign;
    }

    /** Takes the next record of isolation-endorsements. */
    void fold(OrderRecord record) {
        List<OrderEvent> events = machine.process(record);
        switch (record.content()) {
            case OrderRecord.Endorsement endorsement -> {
                endorser.recall(endorsement);
                if (events.stream().noneMatch(OrderEvent.Dropped.class::isInstance)) {
                    foreign.heed(endorsement, chain().registry());
                }
            }
            case OrderRecord.Ratification ratification -> ratifier.recall(ratification);
            case OrderRecord.Rejoin ignored -> {}
            case OrderRecord.Mandate ignored -> {}
            case OrderRecord.Unreadable unreadable ->
                LOG.debug("event=order_unreadable offset={} detail=\"{}\"", record.offset(), unreadable.detail());
        }
        events.forEach(this::take);
    }

    private void take(OrderEvent event) {
        ratifier.observe(event);
        switch (event) {
            case OrderEvent.Ordered ordered ->
                LOG.info(
                        "event=decision_ordered decision={} outcome={}",
                        ordered.decision().number(),
                        ordered.decision().outcome());
            case OrderEvent.Certified done -> {
                certified.add(done.decision());
                LOG.info(
                        "event=decision_certified decision={}",
                        done.decision().decision().number());
            }
            case OrderEvent.RejoinAsked asked -> {
                foreign.derive(asked.probation());
                endorser.derive(asked.probation());
            }
            case OrderEvent.Alarm alarm ->
                LOG.warn("event=budget_alarm executor={}", alarm.proposal().executor());
            case OrderEvent.Dropped dropped ->
                LOG.atLevel(isUsual(dropped.reason()) ? Level.INFO : Level.WARN)
                        .log("event=order_dropped offset={} reason={}", dropped.offset(), dropped.reason());
        }
    }

    /** Who is a little late, or one of more than enough, has done nothing wrong. */
    private static boolean isUsual(OrderEvent.Reason reason) {
        return reason == OrderEvent.Reason.NOT_OPEN || reason == OrderEvent.Reason.STALE;
    }

    /** Keys, policy and membership after all decisions so far, certified or not. */
    DecisionChain chain() {
        return machine.chain();
    }

    /** All certified decisions; decision n stands at index n - 1. */
    List<CertifiedDecision> certified() {
        return Collections.unmodifiableList(certified);
    }
}
