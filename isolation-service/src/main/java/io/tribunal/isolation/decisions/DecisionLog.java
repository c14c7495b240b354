package io.tribunal.isolation.decisions;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.DecisionLogEvent;
import io.tribunal.core.isolation.DecisionLogMachine;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.isolation.signing.DecisionSigner;
import io.tribunal.isolation.signing.Endorser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The order of decisions as far as this validator has read it, and what it still has to sign of it. */
public final class DecisionLog {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    private final DecisionLogMachine machine;
    private final Endorser endorser;
    private final DecisionSigner signer;
    private final UnconfirmedProposals unconfirmed;
    private final List<CertifiedDecision> certified = new ArrayList<>();

    public DecisionLog(
            DecisionLogMachine machine, Endorser endorser, DecisionSigner signer, UnconfirmedProposals unconfirmed) {
        this.machine = machine;
        this.endorser = endorser;
        this.signer = signer;
        this.unconfirmed = unconfirmed;
    }

    /** Processes the next record of isolation-endorsements. */
    public void process(DecisionLogRecord record) {
        List<DecisionLogEvent> events = machine.process(record);
        switch (record.content()) {
            case DecisionLogRecord.Endorsement endorsement -> {
                endorser.onRecord(endorsement);
                if (events.stream().noneMatch(DecisionLogEvent.Dropped.class::isInstance)) {
                    unconfirmed.add(endorsement, chain().registry());
                }
            }
            case DecisionLogRecord.Ratification ratification -> signer.onRecord(ratification);
            case DecisionLogRecord.Rejoin ignored -> {}
            case DecisionLogRecord.Mandate ignored -> {}
            case DecisionLogRecord.Unreadable unreadable ->
                LOG.debug(
                        "event=decision_log_record_unreadable offset={} detail=\"{}\"",
                        record.offset(),
                        unreadable.detail());
        }
        events.forEach(this::handle);
    }

    private void handle(DecisionLogEvent event) {
        signer.onEvent(event);
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
            case DecisionLogEvent.RejoinAsked asked -> addDerived(asked.probation());
            case DecisionLogEvent.Alarm alarm ->
                LOG.warn("event=budget_alarm executor={}", alarm.proposal().executor());
            case DecisionLogEvent.Dropped dropped ->
                LOG.atLevel(isExpected(dropped.reason()) ? Level.INFO : Level.WARN)
                        .log(
                                "event=decision_log_record_dropped offset={} reason={}",
                                dropped.offset(),
                                dropped.reason());
        }
    }

    /** Late or surplus records of correct validators are dropped for these reasons. */
    private static boolean isExpected(DecisionLogEvent.Reason reason) {
        return reason == DecisionLogEvent.Reason.NOT_OPEN || reason == DecisionLogEvent.Reason.STALE;
    }

    /** A proposal that this validator has derived itself: it confirms those of others, and is to be endorsed. */
    public void addDerived(IsolationProposal proposal) {
        unconfirmed.confirm(proposal);
        endorser.add(proposal);
    }

    /** Endorses the derived proposals and signs the ordered decisions that are pending. */
    public void signPending() {
        endorser.endorsePending(chain());
        signer.signPending();
    }

    /** Keys, policy and membership after all ordered decisions, certified or not. */
    public DecisionChain chain() {
        return machine.chain();
    }

    /** All certified decisions; decision n is at index n - 1. */
    public List<CertifiedDecision> certified() {
        return Collections.unmodifiableList(certified);
    }
}
