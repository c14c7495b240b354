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
            return id.equals(plan.requestId()) && sequence == plan.sequence() && notAfter == plan.notAfter();
        }
    }

    private record Logged(Entry entry, Outcome.Placed outcome) {}

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
        partitions.get(entry.partition()).add(new Logged(entry, decide(entry, position)));
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

    Answer look(Query query) {
        Plan plan = query.plan();
        List<LogPosition> own = new ArrayList<>();
        long dead = Look.END;
        boolean foreign = false;
        long highest = -1;
        List<Logged> log = partitions.get(plan.partition());
        for (long offset = query.from(); offset < Math.min(log.size(), query.before()); offset++) {
            Entry entry = log.get((int) offset).entry();
            boolean isOwn = entry.isOf(plan);
            if (isOwn) {
                own.add(new LogPosition(plan.partition(), offset));
            }
            boolean same = !isOwn && entry.sequence() == plan.sequence();
            boolean above = entry.sequence() - plan.sequence() >= Limits.REPLAY_WINDOW;
            boolean admissible = !(log.get((int) offset).outcome() instanceof Outcome.Rejected rejected)
                    || rejected.reason() == Rejection.REPLAYED
                    || rejected.reason() == Rejection.SEQUENCE_TOO_OLD;
            if (admissible && (same || above)) {
                dead = Math.min(dead, offset);
                foreign |= same;
            }
            highest = Math.max(highest, entry.sequence());
        }
        return new Answer(own, dead, foreign, highest);
    }
}
