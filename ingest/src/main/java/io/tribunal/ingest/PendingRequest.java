package io.tribunal.ingest;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Outcome.Knowledge;
import io.tribunal.ingest.RequestState.Appended;
import io.tribunal.ingest.RequestState.Closed;
import io.tribunal.ingest.RequestState.Queued;
import io.tribunal.ingest.RequestState.Signed;
import io.tribunal.ingest.check.SentEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request from {@code send} to its outcome:
 *
 * <pre>
 * Queued   -- sign ------------> Signed
 * Signed   -- deliveryFailed --> Signed, delivery unknown
 * Signed   -- append ----------> Appended
 * any      -- close, giveUp ---> Closed
 * Closed   -- anything --------> Closed
 * </pre>
 *
 * Thread-safe: each method holds the request's own lock, calls nothing outside this class and does no I/O. The future
 * is completed by {@link #complete}, after the lock is released.
 */
final class PendingRequest {
    /** Verdicts kept before the producer's acknowledgement: OVERDUE, a final one, and two that may be forged. */
    private static final int MAX_EARLY = 4;

    private static final String NO_VERDICT = "no verdict came in time";
    private static final String CONTRADICTED = "verdicts that cannot be proven contradict each other";
    private static final String NOT_SENT = "it was not sent: where its verdict would be could not be found out in time";

    private final NewRequest request;
    private final Optional<Recorder> recorder;
    private final long deadlineNanos;
    private final boolean ofBefore;
    private final CompletableFuture<Outcome> future = new CompletableFuture<>();

    private RequestState state = new Queued();
    private final List<ReadVerdict> early = new ArrayList<>();
    private @Nullable ReadVerdict missed;
    private @Nullable LogPosition overdue;
    private @Nullable Outcome claimed;
    private boolean contradicted;
    private int attempts;
    private String detail = NO_VERDICT;

    /**
     * A request that is to be sent.
     *
     * @param recorder remembers it; absent for a request that gets an identity of the client's making
     * @param deadlineNanos of {@link System#nanoTime}
     */
    PendingRequest(NewRequest request, Optional<Recorder> recorder, long deadlineNanos) {
        this.request = request;
        this.recorder = recorder;
        this.deadlineNanos = deadlineNanos;
        this.ofBefore = false;
    }

    private PendingRequest(SentEntry entry, long deadlineNanos) {
        this.request = NewRequest.of(entry.request());
        this.recorder = Optional.empty();
        this.deadlineNanos = deadlineNanos;
        this.ofBefore = true;
        this.state = new Appended(entry);
    }

    /** A request that another process has appended. */
    static PendingRequest appended(SentEntry entry, long deadlineNanos) {
        return new PendingRequest(entry, deadlineNanos);
    }

    NewRequest request() {
        return request;
    }

    Optional<Recorder> recorder() {
        return recorder;
    }

    /** Whether another process has sent it; it does not count among those that may be in flight. */
    boolean isOfBefore() {
        return ofBefore;
    }

    CompletableFuture<Outcome> future() {
        return future;
    }

    boolean isExpired(long nanos) {
        return nanos - deadlineNanos >= 0;
    }

    synchronized RequestState state() {
        return state;
    }

    /** The entry is about to be produced; false when the request has ended and must not be produced. */
    synchronized boolean sign(SignedEntry entry) {
        return switch (state) {
            case Queued queued -> {
                state = new Signed(entry, false);
                yield true;
            }
            case Closed closed -> false;
            case Signed signed -> throw illegal("sign");
            case Appended appended -> throw illegal("sign");
        };
    }

    /** The broker acknowledged the entry. Returns the verdicts that came before, to be checked now. */
    synchronized List<ReadVerdict> append(SentEntry entry) {
        return switch (state) {
            case Signed signed -> {
                state = new Appended(entry);
                yield takeEarly();
            }
            case Closed closed -> List.of();
            case Queued queued -> throw illegal("append");
            case Appended appended -> throw illegal("append");
        };
    }

    /**
     * The producer gave up without knowing whether the log holds the entry; a proven verdict may still show where it
     * is. Returns the verdicts that came before, to be checked now.
     */
    synchronized List<ReadVerdict> deliveryFailed(String reason) {
        return switch (state) {
            case Signed signed -> {
                state = new Signed(signed.entry(), true);
                detail = reason;
                yield takeEarly();
            }
            case Closed closed -> List.of();
            case Queued queued -> throw illegal("deliveryFailed");
            case Appended appended -> throw illegal("deliveryFailed");
        };
    }

    private List<ReadVerdict> takeEarly() {
        List<ReadVerdict> taken = List.copyOf(early);
        early.clear();
        return taken;
    }

    /**
     * The entry to check a verdict against; empty when the request has ended, or when its position is not known yet:
     * the verdict is then kept until it is. After an unknown delivery, AGREED is checked at the position that it
     * names, since its supporters can prove that.
     */
    synchronized Optional<SentEntry> entryFor(ReadVerdict read) {
        return switch (state) {
            case Appended appended -> Optional.of(appended.entry());
            case Signed signed
            when signed.deliveryUnknown() && mayProvePosition(read.verdict(), signed.entry()) ->
                Optional.of(signed.entry().appendedAt(read.verdict().position(), 0));
            case Signed signed -> keepEarly(read);
            case Queued queued -> keepEarly(read);
            case Closed closed -> Optional.empty();
        };
    }

    private static boolean mayProvePosition(Verdict verdict, SignedEntry entry) {
        return verdict.outcome() instanceof Verdict.Agreed && verdict.position().partition() == entry.partition();
    }

    private Optional<SentEntry> keepEarly(ReadVerdict read) {
        if (early.size() < MAX_EARLY) {
            early.add(read);
        } else if (missed == null) {
            missed = read;
        }
        return Optional.empty();
    }

    /** The first verdict for which there was no room before the position was known. */
    synchronized Optional<ReadVerdict> takeMissed() {
        Optional<ReadVerdict> taken = Optional.ofNullable(missed);
        missed = null;
        return taken;
    }

    /** How many claims there were before on this request. */
    synchronized int nextAttempt() {
        return attempts++;
    }

    /**
     * The voter says this, and it is not proven: it is the outcome unless something proven follows in time. Claims that differ
     * are worth nothing.
     */
    synchronized void claimed(Outcome outcome) {
        contradicted |= claimed != null && !claimed.equals(outcome);
        claimed = outcome;
    }

    /** Whether the voter says that it is SPLIT. */
    synchronized boolean isClaimedSplit() {
        return claimed instanceof Outcome.Split;
    }

    /** OVERDUE is the outcome unless a final verdict follows in time. */
    synchronized void overdueAt(LogPosition position) {
        overdue = position;
    }

    synchronized void refutedBecause(String reason) {
        detail = "a verdict does not hold: " + reason;
    }

    synchronized void uncheckedBecause(String reason) {
        detail = "a verdict could not be checked: " + reason;
    }

    /** Ends the request with that outcome; empty when it had ended before, else the state that it had. */
    synchronized Optional<RequestState> close(Outcome outcome) {
        if (state instanceof Closed) {
            return Optional.empty();
        }
        RequestState before = state;
        state = new Closed(outcome);
        early.clear();
        return Optional.of(before);
    }

    /** Ends the request with what is known of it; empty when it had ended before, else the state that it had. */
    synchronized Optional<RequestState> giveUp() {
        return close(knownSoFar());
    }

    /** Gives the caller the outcome of a request that has ended. */
    void complete() {
        if (state() instanceof Closed closed) {
            future.complete(closed.outcome());
        }
    }

    private Outcome knownSoFar() {
        if (claimed != null && !contradicted) {
            return claimed;
        }
        if (overdue != null) {
            return new Outcome.Overdue(overdue);
        }
        return switch (state) {
            case Queued queued -> new Outcome.Unknown(Knowledge.NOT_APPENDED, Optional.empty(), NOT_SENT);
            case Signed signed -> new Outcome.Unknown(Knowledge.MAYBE_APPENDED, Optional.empty(), detail);
            case Appended appended ->
                new Outcome.Unknown(
                        Knowledge.APPENDED,
                        Optional.of(appended.entry().position()),
                        contradicted ? CONTRADICTED : detail);
            case Closed closed -> closed.outcome();
        };
    }

    private IllegalStateException illegal(String transition) {
        return new IllegalStateException(
                transition + " is not possible from " + state.getClass().getSimpleName());
    }
}
