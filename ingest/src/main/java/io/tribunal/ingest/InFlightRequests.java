package io.tribunal.ingest;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Outcome.Knowledge;
import io.tribunal.ingest.check.SentEntry;
import io.tribunal.ingest.check.Trust;
import io.tribunal.ingest.check.UnreadableException;
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
 * so acknowledgement and verdict may come in either order. Only what is proven ends a request early: the voter's bare word is
 * its outcome when its time is up.
 *
 * <p>Thread-safe. Senders, the producer's callbacks and the verdict reader call it at the same time, and one thread
 * {@link #prove proves} what must be looked up. A request guards its own state; the indexes are concurrent maps, filled after a
 * request has changed its state and cleared after it has ended. One lock lets one thread at a time check verdicts that need no
 * log. Logs are read without any lock, and futures are completed outside all locks.
 */
final class InFlightRequests {
    private static final int MAX_CLAIMS = 1_000;
    private static final long MAX_CLAIM_BYTES = 32 << 20;

    /** Port: reads the verdicts of a partition again, from that offset on. */
    @FunctionalInterface
    interface Again {
        void read(int partition, long from);
    }

    private final Checks checks;
    private final Consumer<RefutedVerdict> onRefuted;
    private final Again again;
    private final Semaphore capacity;
    private final Object checkLock = new Object();
    private final ClaimQueue claims = new ClaimQueue(MAX_CLAIMS, MAX_CLAIM_BYTES);
    private final Map<LogPosition, PendingRequest> byPosition = new ConcurrentHashMap<>();
    private final Map<Hash, PendingRequest> byHash = new ConcurrentHashMap<>();
    private final SequencedSet<PendingRequest> oldestFirst = new LinkedHashSet<>();

    /**
     * How verdicts are checked.
     *
     * @param atOnce reads no log
     * @param fromLogs may wait for logs; used by one thread
     */
    record Checks(VerdictChecker atOnce, VerdictChecker fromLogs, Supplier<Trust> trust) {}

    /** @param again for verdicts for which there was no room */
    InFlightRequests(Checks checks, int maxInFlight, Consumer<RefutedVerdict> onRefuted, Again again) {
        this.checks = checks;
        this.capacity = new Semaphore(maxInFlight);
        this.onRefuted = onRefuted;
        this.again = again;
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
        List<ReadVerdict> early = request.append(entry);
        index(byPosition, entry.position(), request);
        early.forEach(read -> check(request, read));
        readMissed(request);
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
        request.deliveryFailed(reason).forEach(read -> check(request, read));
        readMissed(request);
    }

    /** The entry is not in the log and never will be. */
    void refuse(PendingRequest request, String reason) {
        close(request, new Outcome.Unknown(Knowledge.NOT_APPENDED, Optional.empty(), reason));
    }

    /** A verdict was read. Verdicts on other clients' entries and duplicates are ignored. */
    void onVerdict(ReadVerdict read) {
        PendingRequest request = find(read.verdict());
        if (request != null) {
            check(request, read);
        }
    }

    private @Nullable PendingRequest find(Verdict verdict) {
        PendingRequest appended = byPosition.get(verdict.position());
        return appended != null ? appended : byHash.get(verdict.requestHash());
    }

    private void check(PendingRequest request, ReadVerdict read) {
        request.entryFor(read).ifPresent(entry -> check(request, entry, read));
    }

    private void check(PendingRequest request, SentEntry entry, ReadVerdict read) {
        Trust trust = checks.trust().get();
        if (VerdictChecker.needsLog(trust, entry, read.verdict())) {
            claims.add(request, read, request.nextAttempt());
            return;
        }
        VerdictCheckResult result;
        synchronized (checkLock) {
            result = checks.atOnce().check(trust, entry, read.verdict());
        }
        conclude(request, read.verdict(), result);
    }

    /** The next verdict for which logs must be read; waits for one. */
    Claim takeClaim() throws InterruptedException {
        return claims.take();
    }

    /** Checks a verdict that was taken. */
    void prove(Claim claim) {
        claim.request().entryFor(claim.read()).ifPresent(entry -> prove(claim.request(), entry, claim.read()));
        readMissed();
    }

    private void prove(PendingRequest request, SentEntry entry, ReadVerdict read) {
        Verdict verdict = read.verdict();
        try {
            conclude(request, verdict, checks.fromLogs().check(checks.trust().get(), entry, verdict));
        } catch (UnreadableException unread) {
            request.uncheckedBecause(String.valueOf(unread.getMessage()));
            if (unread.mayPass()) {
                claims.add(request, read, request.nextAttempt());
            } else if (!(verdict.outcome() instanceof Verdict.Agreed)) {
                conclude(request, verdict, new VerdictCheckResult.Unproven());
            }
        }
    }

    private void readMissed(PendingRequest request) {
        request.takeMissed().ifPresent(claims::miss);
        readMissed();
    }

    private void readMissed() {
        claims.takeMissed().forEach(again::read);
    }

    private void conclude(PendingRequest request, Verdict verdict, VerdictCheckResult result) {
        switch (result) {
            case VerdictCheckResult.Proven proven -> close(request, Outcome.of(verdict, proven));
            case VerdictCheckResult.Unproven unproven
            when verdict.isFinal() -> request.claimed(Outcome.of(verdict, unproven));
            case VerdictCheckResult.Unproven overdue -> request.overdueAt(verdict.position());
            case VerdictCheckResult.Refuted refuted
            when refuted.reason() == VerdictCheckResult.Refutation.OTHER_POSITION -> {} // of the same bytes elsewhere
            case VerdictCheckResult.Refuted refuted -> {
                request.refutedBecause(refuted.reason() + ", " + refuted.detail());
                onRefuted.accept(new RefutedVerdict(verdict.position(), refuted.reason(), refuted.detail()));
            }
        }
    }

    /** A Void was certified: it proves the SPLIT of its entry, which the voter may have claimed before. */
    void onVoid(LogPosition voided) {
        PendingRequest request = byPosition.get(voided);
        if (request != null && request.isClaimedSplit()) {
            close(request, new Outcome.Split(voided, true));
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
