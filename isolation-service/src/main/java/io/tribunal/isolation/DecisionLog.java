package io.tribunal.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.DecisionLogEvent;
import io.tribunal.core.isolation.DecisionLogMachine;
import io.tribunal.core.isolation.DecisionLogRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The order of decisions as far as this validator has read it: who has signed what, and what is certified. */
final class DecisionLog {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    private final DecisionLogMachine machine;
    private final Endorser endorser;
    private final DecisionSigner ratifier;
    private final ForeignProposals foreign;
    private final List<CertifiedDecision> certified = new ArrayList<>();

    DecisionLog(DecisionLogMachine machine, Endorser endorser, DecisionSigner ratifier, ForeignProposals foreign) {
        this.machine = machine;
        this.endorser = endorser;
        this.ratifier = ratifier;
        this.foreign = foreign;
    }

    /** Takes the next record of isolation-endorsements. */
    void fold(DecisionLogRecord record) {
        List<DecisionLogEvent> events = machine.process(record);
        switch (record.content()) {
            case DecisionLogRecord.Endorsement endorsement -> {
                endorser.recall(endorsement);
                if (events.stream().noneMatch(DecisionLogEvent.Dropped.class::isInstance)) {
                    foreign.heed(endorsement, chain().registry());
                }
            }
            case DecisionLogRecord.Ratification ratification -> ratifier.recall(ratification);
            case DecisionLogRecord.Rejoin ignored -> {}
            case DecisionLogRecord.Mandate ignored -> {}
            case DecisionLogRecord.Unreadable unreadable ->
                LOG.debug("event=order_unreadable offset={} detail=\"{}\"", record.offset(), unreadable.detail());
        }
        events.forEach(this::take);
    }

    private void take(DecisionLogEvent event) {
        ratifier.observe(event);
        switch (event) {
            case DecisionLogEvent.Ordered ordered ->
                LOG.info(
                        "event=decision_ordered decision={} outcome={}",
                        ordered.decision().number(),
                        ordered.decision().outcome());
            case DecisionLogEvent.Certified done -> {
                certified.add(done.decision());
                LOG.info(
                        "event=decision_certified decision={}",
                        done.decision().decision().number());
            }
            case DecisionLogEvent.RejoinAsked asked -> {
                foreign.derive(asked.probation());
                endorser.derive(asked.probation());
            }
            case DecisionLogEvent.Alarm alarm ->
                LOG.warn("event=budget_alarm executor={}", alarm.proposal().executor());
            case DecisionLogEvent.Dropped dropped ->
                LOG.atLevel(isUsual(dropped.reason()) ? Level.INFO : Level.WARN)
                        .log("event=order_dropped offset={} reason={}", dropped.offset(), dropped.reason());
        }
    }

    /** Who is a little late, or one of more than enough, has done nothing wrong. */
    private static boolean isUsual(DecisionLogEvent.Reason reason) {
        return reason == DecisionLogEvent.Reason.NOT_OPEN || reason == DecisionLogEvent.Reason.STALE;
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
