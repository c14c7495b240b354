package io.tribunal.isolation;

import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.isolation.OrderEvent;
import io.tribunal.core.isolation.OrderRecord;
import java.util.SortedMap;
import java.util.TreeMap;

/** Signs each decision in its place, once, while its certificate is not complete. */
final class Ratifier {
    private final Voice voice;
    private final OrderWriter order;
    private final SortedMap<Long, OrderedDecision> unsigned = new TreeMap<>();

    Ratifier(Voice voice, OrderWriter order) {
        this.voice = voice;
        this.order = order;
    }

    /** A ratification that stands in the order, whoever has written it. */
    void recall(OrderRecord.Ratification ratification) {
        OrderedDecision decision = unsigned.get(ratification.number());
        if (decision != null && voice.hasSigned(decision.signedBytes(), ratification.signature())) {
            unsigned.remove(ratification.number());
        }
    }

    void observe(OrderEvent event) {
        switch (event) {
            case OrderEvent.Ordered ordered -> unsigned.put(ordered.decision().number(), ordered.decision());
            case OrderEvent.Certified certified ->
                unsigned.remove(certified.decision().decision().number());
            case OrderEvent.RejoinAsked ignored -> {}
            case OrderEvent.Alarm ignored -> {}
            case OrderEvent.Dropped ignored -> {}
        }
    }

    void ratify() {
        unsigned.forEach((number, decision) ->
                order.append(new OrderRecord.Ratification(number, voice.sign(decision.signedBytes()))));
        unsigned.clear();
    }
}
