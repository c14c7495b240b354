package io.tribunal.ingest;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Outcome.Knowledge;
import io.tribunal.ingest.check.SentEntry;
import io.tribunal.ingest.check.Trust;
import io.tribunal.ingest.check.VerdictCheckResult;
import io.tribunal.ingest.check.VerdictChecker;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Matches the requests in flight to their verdicts: by position, and by the entry's hash until the position is known,
 * so acknowledgement and verdict may come in either order.
 *
 * <p>Thread-safe. Senders, the producer's callbacks and the verdict reader call it at the same time. A request guards
 * its own state; the indexes are concurrent maps, filled after a request has changed its state and cleared after it
 * has ended. One lock lets the checker work on one verdict at a time, and is the only one held while a proof is read.
 * Futures are completed outside all locks.
 */
final class InFlightRequests {
    private final VerdictChecker checker;
    private final Supplier<Trust> trust;
    private final Consumer<RefutedVerdict> onRefuted;
    private final Semaphore capacity;
    private final Object checkLock = new Object();
    private final Map<LogPosition, PendingRequest> byPosition = new ConcurrentHashMap<>();
    private final Map<Hash, PendingRequest> byHash = new ConcurrentHashMap<>();
    private final SequencedSet<PendingRequest> oldestFirst = new LinkedHashSet<>();

    InFlightRequests(
            VerdictChecker checker, Supplier<Trust> trust, int maxInFlight, Consumer<RefutedVerdict> onRefuted) {
        this.checker = checker;
        this.trust = trust;
        this.capacity = new Semaphore(maxInFlight);
        this.onRefuted = onRefuted;
    }

    /** Adds a request; waits while the maximum is in flight. */
    void add(PendingRequest request) throws InterruptedException {
        capacity.acquire();
        synchronized (oldestFirst) {
            oldestFirst.add(request);
        }
    }

    /** Adds a request that another process has appended there; it waits for no room. */
    void addAppended(PendingRequest request, SentEntry entry) {
        synchronized (oldestFirst) {
            oldestFirst.add(request);
        }
        index(byPosition, entry.position(), request);
    }

    /** Requests that have not ended. */
    int size() {
        synchronized (oldestFirst) {
            return oldestFirst.size();
        }
    }

    /** The entry is about to be produced; false when the request's time is up and it must not be. */
    boolean sign(PendingRequest request, SignedEntry entry) {
        boolean signed = request.sign(entry);
        if (signed) {
            index(byHash, entry.valueHash(), request);
        }
        return signed;
    }

    /** The broker acknowledged the entry: verdicts that came before are checked now. */
    void append(PendingRequest request, SentEntry entry) {
        List<Verdict> early = request.append(entry);
        index(byPosition, entry.position(), request);
        early.forEach(verdict -> check(request, verdict));
    }

    /** The broker acknowledged the entry of a request whose verdict nobody awaits. */
    void appended(PendingRequest request, LogPosition position) {
        close(request, new Outcome.Unknown(Knowledge.APPENDED, Optional.of(position), ""));
    }

    /** A request that another thread has ended meanwhile is removed again here, since no other thread would do that. */
    private static <K> void index(Map<K, PendingRequest> index, K key, PendingRequest request) {
        index.put(key, request);
        if (request.state() instanceof RequestState.Closed) {
            index.remove(key, request);
        }
    }

    /** The producer gave up without knowing whether the entry was appended. */
    void deliveryFailed(PendingRequest request, String reason) {
        request.deliveryFailed(reason).forEach(verdict -> check(request, verdict));
    }

    /** The entry is not in the log and never will be. */
    void refuse(PendingRequest request, String reason) {
        close(request, new Outcome.Unknown(Knowledge.NOT_APPENDED, Optional.empty(), reason));
    }

    /** A verdict was read. Verdicts on other clients' entries and duplicates are ignored. */
    void onVerdict(Verdict verdict) {
        PendingRequest request = find(verdict);
        if (request != null) {
            check(request, verdict);
        }
    }

    private @Nullable PendingRequest find(Verdict verdict) {
        PendingRequest appended = byPosition.get(verdict.position());
        return appended != null ? appended : byHash.get(verdict.requestHash());
    }

    private void check(PendingRequest request, Verdict verdict) {
        switch (result(request, verdict)) {
            case null -> {}
            case VerdictCheckResult.Proven proven -> close(request, Outcome.of(verdict, proven));
            case VerdictCheckResult.Unproven unproven
            when verdict.isFinal() -> close(request, Outcome.of(verdict, unproven));
            case VerdictCheckResult.Unproven overdue -> request.overdueAt(verdict.position());
            case VerdictCheckResult.Refuted refuted
            when refuted.reason() == VerdictCheckResult.Refutation.OTHER_POSITION -> {} // of the same bytes elsewhere
            case VerdictCheckResult.Refuted refuted
            when request.isOfBefore() && refuted.reason() == VerdictCheckResult.Refutation.FALSE_REJECTION ->
                close(
                        request,
                        Outcome.of(verdict, new VerdictCheckResult.Unproven())); // the rules may have changed since
            case VerdictCheckResult.Refuted refuted -> {
                request.refutedBecause(refuted.reason() + ", " + refuted.detail());
                onRefuted.accept(new RefutedVerdict(verdict.position(), refuted.reason(), refuted.detail()));
            }
        }
    }

    /** Null when there is nothing to check the verdict against, yet or any more. */
    private @Nullable VerdictCheckResult result(PendingRequest request, Verdict verdict) {
        synchronized (checkLock) {
            Optional<SentEntry> entry = request.entryFor(verdict);
            return entry.isEmpty() ? null : checker.check(trust.get(), entry.get(), verdict);
        }
    }

    /** The number of index entries, for tests. */
    int indexed() {
        return byPosition.size() + byHash.size();
    }

    /** Ends the requests whose deadline has passed, with what is known of them. */
    void expire(long nanos) {
        PendingRequest expired = takeExpired(nanos);
        while (expired != null) {
            giveUp(expired);
            expired = takeExpired(nanos);
        }
    }

    private @Nullable PendingRequest takeExpired(long nanos) {
        synchronized (oldestFirst) {
            PendingRequest oldest = oldestFirst.isEmpty() ? null : oldestFirst.getFirst();
            return oldest != null && oldest.isExpired(nanos) ? oldestFirst.removeFirst() : null;
        }
    }

    /** Ends all requests, with what is known of them. */
    void giveUpAll() {
        List<PendingRequest> all;
        synchronized (oldestFirst) {
            all = List.copyOf(oldestFirst);
        }
        all.forEach(this::giveUp);
    }

    /** Ends a request with what is known of it. */
    void giveUp(PendingRequest request) {
        request.giveUp().ifPresent(before -> release(request, before));
    }

    private void close(PendingRequest request, Outcome outcome) {
        request.close(outcome).ifPresent(before -> release(request, before));
    }

    private void release(PendingRequest request, RequestState before) {
        switch (before) {
            case RequestState.Queued queued -> {}
            case RequestState.Signed signed -> byHash.remove(signed.entry().valueHash(), request);
            case RequestState.Appended appended -> {
                byHash.remove(appended.entry().valueHash(), request);
                byPosition.remove(appended.entry().position(), request);
            }
            case RequestState.Closed closed -> throw new IllegalStateException("closed twice");
        }
        synchronized (oldestFirst) {
            oldestFirst.remove(request);
        }
        if (!request.isOfBefore()) {
            capacity.release();
        }
        request.complete();
    }
}
