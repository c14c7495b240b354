package io.tribunal.ingest;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Outcome.Knowledge;
import io.tribunal.ingest.check.VerdictCheckResult;
import io.tribunal.ingest.check.SentEntry;
import io.tribunal.ingest.check.Trust;
import io.tribunal.ingest.check.VerdictChecker;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where requests in flight meet their verdicts, whichever of acknowledgement and verdict comes first. Matches by
 * position, and before that is known by the entry's hash. Futures are completed outside the lock. Thread-safe.
 */
final class InFlightRequests {
    private final VerdictChecker checker;
    private final Supplier<Trust> trust;
    private final Consumer<RefutedVerdict> onRefuted;
    private final Semaphore room;
    private final Map<LogPosition, PendingRequest> byPosition = new HashMap<>();
    private final Map<Hash, PendingRequest> byHash = new HashMap<>();
    private final Set<PendingRequest> inOrder = new LinkedHashSet<>();

    InFlightRequests(VerdictChecker checker, Supplier<Trust> trust, int maxInFlight, Consumer<RefutedVerdict> onRefuted) {
        this.checker = checker;
        this.trust = trust;
        this.room = new Semaphore(maxInFlight);
        this.onRefuted = onRefuted;
    }

    /** Waits for room, then takes the request in. */
    void enter(PendingRequest inFlight) throws InterruptedException {
        room.acquire();
        synchronized (this) {
            inOrder.add(inFlight);
        }
    }

    /** Notes that the entry is about to be produced; false when its time is up and it must not be. */
    synchronized boolean signed(PendingRequest inFlight, SignedEntry entry) {
        if (inFlight.isClosed()) {
            return false;
        }
        inFlight.signedAs(entry);
        byHash.put(entry.valueHash(), inFlight);
        return true;
    }

    /** The producer's acknowledgement: verdicts that came before it are judged now. */
    void appended(PendingRequest inFlight, SentEntry entry) {
        List<Verdict> early;
        synchronized (this) {
            if (inFlight.isClosed()) {
                return;
            }
            inFlight.appendedAs(entry);
            byPosition.put(entry.position(), inFlight);
            early = inFlight.takeEarly();
        }
        early.forEach(verdict -> hear(inFlight, verdict));
    }

    /** The producer gave up without knowing whether the entry was appended. */
    void sendingFailed(PendingRequest inFlight, String why) {
        List<Verdict> early;
        synchronized (this) {
            inFlight.sendingFailed(why);
            early = inFlight.takeEarly();
        }
        early.forEach(verdict -> hear(inFlight, verdict));
    }

    /** The entry is not in the log and never will be. */
    void refused(PendingRequest inFlight, String why) {
        close(inFlight, new Outcome.Unknown(Knowledge.NOT_APPENDED, Optional.empty(), why));
    }

    /** A verdict was read; most are other clients', or repeats. */
    void hear(Verdict verdict) {
        PendingRequest inFlight = find(verdict);
        if (inFlight != null) {
            hear(inFlight, verdict);
        }
    }

    private synchronized @Nullable PendingRequest find(Verdict verdict) {
        PendingRequest there = byPosition.get(verdict.position());
        return there != null ? there : byHash.get(verdict.requestHash());
    }

    private void hear(PendingRequest inFlight, Verdict verdict) {
        switch (judge(inFlight, verdict)) {
            case null -> {}
            case VerdictCheckResult.Proven proven -> close(inFlight, Conclusion.proven(verdict, proven.supporters()));
            case VerdictCheckResult.Unproven word -> take(inFlight, verdict);
            case VerdictCheckResult.Refuted refuted -> refute(inFlight, verdict, refuted);
        }
    }

    private synchronized @Nullable VerdictCheckResult judge(PendingRequest inFlight, Verdict verdict) {
        if (inFlight.isClosed()) {
            return null;
        }
        SentEntry entry = inFlight.entryFor(verdict);
        if (entry == null) {
            inFlight.hold(verdict);
            return null;
        }
        return checker.check(trust.get(), entry, verdict);
    }

    private void take(PendingRequest inFlight, Verdict verdict) {
        if (verdict.isFinal()) {
            close(inFlight, Conclusion.word(verdict));
        } else {
            synchronized (this) {
                inFlight.overdueAt(verdict.position());
            }
        }
    }

    private void refute(PendingRequest inFlight, Verdict verdict, VerdictCheckResult.Refuted refuted) {
        synchronized (this) {
            inFlight.refutedBecause(refuted.reason() + ", " + refuted.detail());
        }
        onRefuted.accept(new RefutedVerdict(verdict.position(), refuted.reason(), refuted.detail()));
    }

    /** Ends what has waited long enough, with what is known of it. */
    void expire(long nanos) {
        PendingRequest next = nextPast(nanos);
        while (next != null) {
            close(next, next.atTheEnd());
            next = nextPast(nanos);
        }
    }

    private synchronized @Nullable PendingRequest nextPast(long nanos) {
        Iterator<PendingRequest> oldest = inOrder.iterator();
        PendingRequest head = oldest.hasNext() ? oldest.next() : null;
        return head != null && head.isPast(nanos) ? head : null;
    }

    /** Ends a request that nobody waits for any longer. */
    void leave(PendingRequest inFlight) {
        close(inFlight, inFlight.atTheEnd());
    }

    /** Ends everything that still waits. */
    void closeAll() {
        for (PendingRequest inFlight : everyone()) {
            close(inFlight, inFlight.atTheEnd());
        }
    }

    private synchronized List<PendingRequest> everyone() {
        return List.copyOf(inOrder);
    }

    private void close(PendingRequest inFlight, Outcome outcome) {
        synchronized (this) {
            if (inFlight.isClosed()) {
                return;
            }
            inFlight.close();
            inOrder.remove(inFlight);
            inFlight.position().ifPresent(position -> byPosition.remove(position, inFlight));
            inFlight.signed().ifPresent(entry -> byHash.remove(entry.valueHash(), inFlight));
        }
        room.release();
        inFlight.future().complete(outcome);
    }
}
