package io.tribunal.isolation;

import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.isolation.DecisionLogEvent;
import io.tribunal.core.isolation.DecisionLogRecord;
import java.util.SortedMap;
import java.util.TreeMap;

/** Signs each decision in its place, once, while its certificate is not complete. */
final class DecisionSigner {
    private final ValidatorIdentity voice;
    private final DecisionLogWriter order;
    private final SortedMap<Long, OrderedDecision> unsigned = new TreeMap<>();

    DecisionSigner(ValidatorIdentity voice, DecisionLogWriter order) {
        this.voice = voice;
        this.order = order;
    }

    /** A ratification that stands in the order, whoever has written it. */
    void recall(DecisionLogRecord.Ratification ratification) {
        OrderedDecision decision = unsigned.get(ratification.number());
        if (decision != null && voice.hasSigned(decision.signedBytes(), ratification.signature())) {
            unsigned.remove(ratification.number());
        }
    }

    void observe(DecisionLogEvent event) {
        switch (event) {
            case DecisionLogEvent.Ordered ordered -> unsigned.put(ordered.decision().number(), ordered.decision());
            case DecisionLogEvent.Certified certified ->
                unsigned.remove(certified.decision().decision().number());
            case DecisionLogEvent.RejoinAsked ignored -> {}
            case DecisionLogEvent.Alarm ignored -> {}
            case DecisionLogEvent.Dropped ignored -> {}
        }
    }

    void ratify() {
        unsigned.forEach((number, decision) ->
                order.append(new DecisionLogRecord.Ratification(number, voice.sign(decision.signedBytes()))));
        unsigned.clear();
    }
}
