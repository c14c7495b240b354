package io.tribunal.core.partition;

import io.tribunal.core.ballot.Ballot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The open ballots whose deadline has not passed yet, the earliest deadline first. A record costs only the deadlines that
 * pass with it, however many ballots are open.
 */
final class Deadlines {
    private final NavigableMap<Deadline, Ballot> pending = new TreeMap<>();

    private record Deadline(long elapsed, long businessOffset) implements Comparable<Deadline> {
        private static final Comparator<Deadline> ORDER =
                Comparator.comparingLong(Deadline::elapsed).thenComparingLong(Deadline::businessOffset);

        static Deadline of(Ballot ballot) {
            return new Deadline(ballot.terms().deadline(), ballot.offset());
        }

        @Override
        public int compareTo(Deadline other) {
            return ORDER.compare(this, other);
        }
    }

    void add(Ballot ballot) {
        pending.put(Deadline.of(ballot), ballot);
    }

    /** Forgets a ballot; one whose deadline has passed is forgotten already. */
    void remove(Ballot ballot) {
        pending.remove(Deadline.of(ballot));
    }

    /** Removes and returns the ballots whose deadline lies before the elapsed ms, the earliest deadline first. */
    List<Ballot> takePassed(long elapsed) {
        List<Ballot> passed = new ArrayList<>();
        while (!pending.isEmpty() && pending.firstKey().elapsed() < elapsed) {
            passed.add(pending.pollFirstEntry().getValue());
        }
        return passed;
    }
}
