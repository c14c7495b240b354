package io.tribunal.ingest.once;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Outcome;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with one request until its outcome is known, so that it is executed once:
 *
 * <ul>
 *   <li>Its own entries in the log are looked up and their outcomes awaited before it is sent again.
 *   <li>It is sent again under the same sequence: the log admits that once, whatever of it is still under way.
 *   <li>It gets a new sequence only when the log itself shows that the old one was never admitted and never will be. The
 *       voter's word is not enough, since a request that was executed would then be executed again.
 * </ul>
 *
 * Each method says what to do next and is called with the result of that. For one thread at a time.
 */
final class RequestCourse {
    /** What is to be done next. */
    sealed interface Next {}

    /** Look for entries of the request in its partition, from an offset, to before another one or to the end. */
    record Look(long from, long before) implements Next {
        static final long END = Long.MAX_VALUE;
    }

    /** Await the outcome of the entry there. */
    record Await(LogPosition position) implements Next {}

    /** Send it, under its identity if it has one. */
    record Send() implements Next {}

    /** Send it under a new identity. */
    record SendAnew() implements Next {}

    /** It has this outcome. */
    record Settled(Outcome outcome) implements Next {}

    private final @Nullable KnownRequest known;
    private final Queue<LogPosition> found = new ArrayDeque<>();
    private final Set<LogPosition> tried = new HashSet<>();
    /** Offset of the first own entry of which only the voter says that it was rejected. */
    private long unproven = Look.END;

    private Outcome.@Nullable Rejected rejection;
    private boolean lookedAtOneEntry;
    private long lookedFrom;
    private boolean sent;
    private boolean anew;

    /** @param known what the journal knows; absent for a request that was never planned */
    RequestCourse(Optional<KnownRequest> known) {
        this.known = known.orElse(null);
    }

    /** The first thing to do. */
    Next begin() {
        return switch (known) {
            case null -> send();
            case KnownRequest.Planned planned -> lookAtAll(planned);
            case KnownRequest.Appended appended -> {
                lookedAtOneEntry = true;
                yield new Look(appended.offset(), appended.offset() + 1);
            }
            case KnownRequest.Decided decided -> new Settled(decided.outcome());
        };
    }

    private static Look lookAtAll(KnownRequest request) {
        return new Look(request.plan().reach().entries(), Look.END);
    }

    private Next send() {
        sent = true;
        return new Send();
    }

    /**
     * The result of {@link Look}.
     *
     * @param own positions of the request's entries that may have been admitted, ascending
     * @param dead offset of the first entry that shows that the request's sequence can never be admitted after it, END if
     *     none was found: another request has that sequence, or one of the same key is a whole replay window above it
     */
    Next found(List<LogPosition> own, long dead) {
        own.stream().filter(tried::add).forEach(found::add);
        LogPosition position = found.poll();
        if (position != null) {
            return new Await(position);
        }
        if (lookedAtOneEntry && known != null) {
            lookedAtOneEntry = false;
            return lookAtAll(known);
        }
        return switch (rejection) {
            case null -> dead < unproven ? sendAnew() : send();
            case Outcome.Rejected rejected when dead < unproven && !anew -> sendAnew();
            case Outcome.Rejected rejected -> lookedFrom > 0 && !anew ? look(0, rejected) : new Settled(rejected);
        };
    }

    /**
     * The outcome of the entry that was awaited, or of the one that was sent.
     *
     * @param plan under which it was sent
     */
    Next outcome(Outcome outcome, Plan plan) {
        if (!(outcome instanceof Outcome.Rejected rejected)) {
            return new Settled(outcome);
        }
        tried.add(rejected.position());
        unproven = Math.min(unproven, rejected.position().offset());
        LogPosition other = found.poll();
        if (other != null) {
            return new Await(other);
        }
        return switch (rejected.reason()) {
            case REPLAYED, SEQUENCE_TOO_OLD -> look(plan.reach().entries(), rejected);
            default -> sent ? new Settled(rejected) : send();
        };
    }

    private Next look(long from, Outcome.Rejected rejected) {
        lookedAtOneEntry = false;
        rejection = rejected;
        lookedFrom = from;
        return new Look(from, rejected.position().offset());
    }

    private Next sendAnew() {
        anew = true;
        sent = true;
        rejection = null;
        unproven = Look.END;
        return new SendAnew();
    }
}
