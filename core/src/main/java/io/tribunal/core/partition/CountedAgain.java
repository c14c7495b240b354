package io.tribunal.core.partition;

import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.log.LoggedResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts the responses of one ballot of a snapshot again, in the order in which they were counted, while they are read in the
 * order of the log. One whose turn comes later is read once more then: nothing is kept meanwhile.
 */
final class CountedAgain {
    private final Ballot ballot;
    private final List<ResponseReference> order;
    private final LoggedResponses log;
    private final Set<ResponseReference> passed = new HashSet<>();
    private int next;

    CountedAgain(Ballot ballot, List<ResponseReference> order, LoggedResponses log) {
        this.ballot = ballot;
        this.order = order;
        this.log = log;
    }

    void take(ResponseReference reference, LoggedResponse response) {
        if (!order.get(next).equals(reference)) {
            passed.add(reference);
            return;
        }
        count(response);
        while (next < order.size() && passed.remove(order.get(next))) {
            ResponseReference due = order.get(next);
            count(log.read(due.offset(), due.index()));
        }
    }

    private void count(LoggedResponse response) {
        ballot.count(response, order.get(next).elapsed());
        next++;
    }
}
