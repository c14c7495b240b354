package io.tribunal.core.behaviour;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The anomalies of a round that has just been learned (PROTOCOL 9). */
final class Review {
    private final Round round;
    private final String agreedBefore;
    private final Consensus consensus;
    private final List<Tuple> tuples;

    Review(Round round, String agreedBefore, Consensus consensus) {
        this.round = round;
        this.agreedBefore = agreedBefore;
        this.consensus = consensus;
        this.tuples = round.tuples();
    }

    List<Anomaly> anomalies(long observedAt) {
        List<Anomaly> anomalies = new ArrayList<>();
        if (consensus.state().isEmpty() && tuples.size() >= round.subject().needed()) {
            anomalies.add(anomaly(Anomaly.Kind.NO_CONSENSUS, observedAt));
        }
        if (isAny(this::leavesTheAgreedState)) {
            anomalies.add(anomaly(Anomaly.Kind.DISSENT, observedAt));
        }
        if (isAny(this::reachesAlarm)) {
            anomalies.add(anomaly(Anomaly.Kind.ALARM, observedAt));
        }
        return anomalies;
    }

    private boolean isAny(Predicate<Tuple> wanted) {
        for (Tuple tuple : tuples) {
            if (wanted.test(tuple)) {
                return true;
            }
        }
        return false;
    }

    private boolean leavesTheAgreedState(Tuple tuple) {
        return consensus.state().isPresent()
                && !consensus.state().get().equals(tuple.newState())
                && tuple.before().equals(agreedBefore);
    }

    private boolean reachesAlarm(Tuple tuple) {
        return round.automaton().isAlarm(tuple.newState()) && !tuple.before().equals(tuple.newState());
    }

    private Anomaly anomaly(Anomaly.Kind kind, long observedAt) {
        return new Anomaly(
                kind, round.subject().position(), round.subject().requestHash(), consensus.state(), tuples, observedAt);
    }
}
