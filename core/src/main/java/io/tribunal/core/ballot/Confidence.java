package io.tribunal.core.ballot;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.policy.Adjudication;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each executor was right recently, 1 to 1024: an agreeing answer adds a sixteenth of what is missing to 1024, a
 * differing one removes a quarter. Only AGREED ballots of the WEIGHTED adjudicator count; silence does not.
 */
public final class Confidence implements SnapshotPart {
    private static final int FULL = 1024;
    private static final int START = FULL / 2;

    private final SortedMap<ExecutorId, Integer> history = new TreeMap<>();
    private long changes;

    public int of(ExecutorId executor) {
        return history.getOrDefault(executor, START);
    }

    /** Learns from a ballot that closes. */
    public void take(Ballot ballot) {
        boolean counts = ballot.terms().policy().voting().adjudication() == Adjudication.WEIGHTED
                && ballot.decision().filter(Verdict.Agreed.class::isInstance).isPresent();
        if (counts) {
            for (CountedResponse answer : ballot.answers().values()) {
                take(answer.executor(), Comparison.decided(ballot, answer).isEmpty());
            }
        }
    }

    private void take(ExecutorId executor, boolean agrees) {
        int before = of(executor);
        int now = next(before, agrees);
        history.put(executor, now);
        changes += now == before ? 0 : 1;
    }

    /** How often a weight has changed since the start of this process: equal numbers mean equal weights. */
    long changes() {
        return changes;
    }

    long sumOf(Collection<ExecutorId> executors) {
        long sum = 0;
        for (ExecutorId executor : executors) {
            sum += of(executor);
        }
        return sum;
    }

    /** Whether the voters weigh more than half of the electorate. */
    boolean isMajority(Collection<ExecutorId> voters, Collection<ExecutorId> electorate) {
        return 2 * sumOf(voters) > sumOf(electorate);
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
