package io.tribunal.ingest;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Outcome.Knowledge;
import io.tribunal.ingest.check.SentEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request on its way, and all that is known of it so far. Guarded by the {@link InFlightRequests} but for its future. */
final class PendingRequest {
    /** Verdicts that may come before the producer's own acknowledgement: OVERDUE and a final one, and a forged few. */
    private static final int MAX_EARLY = 4;

    private final NewRequest request;
    private final Optional<PlannedRequest> plan;
    private final long deadlineNanos;
    private final CompletableFuture<Outcome> future = new CompletableFuture<>();
    private final List<Verdict> early = new ArrayList<>();

    private @Nullable SignedEntry signed;
    private @Nullable SentEntry appended;
    private @Nullable LogPosition overdue;
    private boolean maybeAppended;
    private boolean closed;
    private String trouble = "no verdict came in time";

    PendingRequest(NewRequest request, Optional<PlannedRequest> plan, long deadlineNanos) {
        this.request = request;
        this.plan = plan;
        this.deadlineNanos = deadlineNanos;
    }

    NewRequest request() {
        return request;
    }

    Optional<PlannedRequest> plan() {
        return plan;
    }

    CompletableFuture<Outcome> future() {
        return future;
    }

    boolean isPast(long nanos) {
        return nanos - deadlineNanos >= 0;
    }

    Optional<SignedEntry> signed() {
        return Optional.ofNullable(signed);
    }

    Optional<LogPosition> position() {
        return Optional.ofNullable(appended).map(SentEntry::position);
    }

    void signedAs(SignedEntry entry) {
        signed = entry;
    }

    void appendedAs(SentEntry entry) {
        appended = entry;
    }

    /** The producer gave up without knowing; a proven verdict may still tell where the entry is. */
    void sendingFailed(String why) {
        maybeAppended = true;
        trouble = why;
    }

    void overdueAt(LogPosition position) {
        overdue = position;
    }

    void refutedBecause(String why) {
        trouble = "a verdict does not hold: " + why;
    }

    /** The entry that this verdict is to be checked against, if its position is known, or can be taken from a proof. */
    @Nullable
    SentEntry entryFor(Verdict verdict) {
        if (appended == null
                && signed != null
                && maybeAppended
                && verdict.outcome() instanceof Verdict.Agreed
                && verdict.position().partition() == signed.partition()) {
            return signed.appendedAt(verdict.position(), 0);
        }
        return appended;
    }

    void hold(Verdict verdict) {
        if (early.size() < MAX_EARLY) {
            early.add(verdict);
        }
    }

    List<Verdict> takeEarly() {
        List<Verdict> taken = List.copyOf(early);
        early.clear();
        return taken;
    }

    boolean isClosed() {
        return closed;
    }

    /** Its outcome is settled; nothing changes it any more. */
    void close() {
        closed = true;
    }

    /** What can be said when nothing more is waited for. */
    Outcome atTheEnd() {
        if (overdue != null) {
            return new Outcome.Overdue(overdue);
        }
        Knowledge known = appended != null
                ? Knowledge.APPENDED
                : signed != null ? Knowledge.MAYBE_APPENDED : Knowledge.NOT_APPENDED;
        return new Outcome.Unknown(known, position(), trouble);
    }
}
