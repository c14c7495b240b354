package io.tribunal.isolation.signing;

import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.isolation.DecisionLogEvent;
import io.tribunal.core.isolation.DecisionLogRecord;
import java.util.SortedMap;
import java.util.TreeMap;

/** Signs each decision in its place (a ratification), once, unless its certificate is complete already. */
public final class DecisionSigner {
    private final ValidatorIdentity identity;
    private final DecisionLogWriter log;
    private final SortedMap<Long, OrderedDecision> pending = new TreeMap<>();

    public DecisionSigner(ValidatorIdentity identity, DecisionLogWriter log) {
        this.identity = identity;
        this.log = log;
    }

    /** A ratification in the log, by any writer; a decision with this validator's signature is not signed again. */
    public void onRecord(DecisionLogRecord.Ratification ratification) {
        OrderedDecision decision = pending.get(ratification.number());
        if (decision != null && identity.hasSigned(decision.signedBytes(), ratification.signature())) {
            pending.remove(ratification.number());
        }
    }

    public void onEvent(DecisionLogEvent event) {
        switch (event) {
            case DecisionLogEvent.Ordered ordered ->
                pending.put(ordered.decision().number(), ordered.decision());
            case DecisionLogEvent.Certified certified ->
                pending.remove(certified.decision().decision().number());
            case DecisionLogEvent.RejoinAsked ignored -> {}
            case DecisionLogEvent.Alarm ignored -> {}
            case DecisionLogEvent.Dropped ignored -> {}
        }
    }

    public void signPending() {
        pending.forEach((number, decision) ->
                log.append(new DecisionLogRecord.Ratification(number, identity.sign(decision.signedBytes()))));
        pending.clear();
    }
}
