package io.tribunal.core.ballot;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.policy.Adjudication;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each executor was right of late, 1 to 1024: an agreeing answer makes up a sixteenth of what is missing, a
 * differing one costs a quarter of what is there. Only ballots that are AGREED and weighted count; silence does not.
 */
public final class Confidence implements SnapshotPart {
    private static final int FULL = 1024;
    private static final int START = FULL / 2;

    private final SortedMap<ExecutorId, Integer> history = new TreeMap<>();

    public int of(ExecutorId executor) {
        return history.getOrDefault(executor, START);
    }

    /** Learns from a ballot that closes. */
    public void take(Ballot ballot) {
        boolean counts = ballot.terms().policy().voting().adjudication() == Adjudication.WEIGHTED
                && ballot.decision().filter(Verdict.Agreed.class::isInstance).isPresent();
        if (counts) {
            ballot.answers()
                    .values()
                    .forEach(answer -> history.put(
                            answer.executor(),
                            next(
                                    of(answer.executor()),
                                    Comparison.decided(ballot, answer).isEmpty())));
        }
    }

    static int next(int now, boolean agrees) {
        return agrees ? now + (FULL - now + 15) / 16 : Math.max(1, now - (now + 3) / 4);
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.map(history, out::int32);
    }

    @Override
    public void readFrom(CanonicalReader in) {
        in.map(ExecutorId::new, in::int32).forEach(this::restore);
    }

    void restore(ExecutorId executor, int confidence) {
        history.put(executor, confidence);
    }
}
