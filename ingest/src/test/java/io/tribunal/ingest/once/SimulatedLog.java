package io.tribunal.ingest.once;

import io.tribunal.core.admission.ReplayWindow;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Status;
import io.tribunal.core.policy.Limits;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.once.RequestCourse.Look;
import io.tribunal.ingest.once.RequestLog.Answer;
import io.tribunal.ingest.once.RequestLog.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Business-log of a few partitions with the admission of one key, and a count of what was executed. */
final class SimulatedLog {
    static final int PARTITIONS = 2;

    /** An entry as it travels. */
    record Entry(RequestId id, long sequence, long notAfter, NewRequest request, int partition) {
        boolean isOf(Plan plan) {
            return id.equals(plan.requestId()) && sequence == plan.sequence();
        }
    }

    private record Logged(Entry entry, long appendTime, Outcome.Placed outcome) {}

    private final List<List<Logged>> partitions = new ArrayList<>();
    private final List<ReplayWindow> windows = new ArrayList<>();
    /** By body. */
    private final Map<Bytes, List<LogPosition>> executions = new HashMap<>();

    private long now = 1_000_000;

    SimulatedLog() {
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new ArrayList<>());
            windows.add(new ReplayWindow());
        }
    }

    static int partitionOf(NewRequest request) {
        return Math.floorMod(request.body().hashCode(), PARTITIONS);
    }

    long now() {
        return now;
    }

    void pass(long millis) {
        now += millis;
    }

    long end(int partition) {
        return partitions.get(partition).size();
    }

    LogPosition append(Entry entry) {
        now++;
        LogPosition position = new LogPosition(entry.partition(), end(entry.partition()));
        partitions.get(entry.partition()).add(new Logged(entry, now, decide(entry, position)));
        return position;
    }

    private Outcome.Placed decide(Entry entry, LogPosition position) {
        if (now > entry.notAfter()) {
            return new Outcome.Rejected(position, Rejection.EXPIRED, "", Optional.empty(), true);
        }
        ReplayWindow window = windows.get(entry.partition());
        return switch (window.check(entry.sequence())) {
            case ReplayWindow.Check.Replayed replayed ->
                new Outcome.Rejected(position, Rejection.REPLAYED, "", Optional.of(replayed.firstOffset()), false);
            case ReplayWindow.Check.TooOld old ->
                new Outcome.Rejected(position, Rejection.SEQUENCE_TOO_OLD, "", Optional.empty(), false);
            case ReplayWindow.Check.Jump jump ->
                new Outcome.Rejected(position, Rejection.SEQUENCE_JUMP, "", Optional.empty(), false);
            case ReplayWindow.Check.Fresh fresh -> {
                window.mark(entry.sequence(), position.offset());
                executions
                        .computeIfAbsent(entry.request().body(), body -> new ArrayList<>())
                        .add(position);
                yield new Outcome.Agreed(
                        position, Status.OK, "text/plain", entry.request().body(), Optional.empty(), List.of());
            }
        };
    }

    Outcome.Placed outcome(LogPosition position) {
        return partitions.get(position.partition()).get((int) position.offset()).outcome();
    }

    List<LogPosition> executions(NewRequest request) {
        return executions.getOrDefault(request.body(), List.of());
    }

    /** The same entry once more, as somebody who has seen it may append it. */
    Optional<Entry> entry(int partition, long offset) {
        return offset < end(partition)
                ? Optional.of(partitions.get(partition).get((int) offset).entry())
                : Optional.empty();
    }

    /** As one pass through each partition finds them: what shows that a sequence is dead may lie outside a query's range. */
    Map<Query, Answer> look(Collection<Query> queries) {
        Map<Query, Answer> answers = new HashMap<>();
        for (Query query : queries) {
            int partition = query.plan().partition();
            List<Query> pass = queries.stream()
                    .filter(other -> other.plan().partition() == partition)
                    .toList();
            long from = pass.stream().mapToLong(Query::from).min().orElse(0);
            long before = pass.stream().mapToLong(Query::before).max().orElse(0);
            answers.put(query, look(query, from, Math.min(before, end(partition))));
        }
        return answers;
    }

    private Answer look(Query query, long from, long before) {
        Plan plan = query.plan();
        List<LogPosition> own = new ArrayList<>();
        long dead = Look.END;
        boolean foreign = false;
        long highest = -1;
        for (long offset = from; offset < before; offset++) {
            Logged logged = partitions.get(plan.partition()).get((int) offset);
            Entry entry = logged.entry();
            boolean inTime = logged.appendTime() <= entry.notAfter();
            if (entry.isOf(plan)) {
                if (offset >= query.from() && offset < query.before() && inTime && offset < dead) {
                    own.add(new LogPosition(plan.partition(), offset));
                }
            } else if (inTime && entry.sequence() == plan.sequence()) {
                dead = Math.min(dead, offset);
                foreign = true;
            }
            if (inTime) {
                highest = Math.max(highest, entry.sequence());
                dead = entry.sequence() - plan.sequence() >= Limits.REPLAY_WINDOW ? Math.min(dead, offset) : dead;
            }
        }
        return new Answer(own, dead, foreign, highest);
    }
}
