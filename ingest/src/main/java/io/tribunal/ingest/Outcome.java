package io.tribunal.ingest;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Status;
import io.tribunal.ingest.check.VerdictCheckResult;
import java.util.List;
import java.util.Optional;

/** What a client may conclude about one request, and what that stands on: its own check, or the voter's word. */
public sealed interface Outcome {
    /** The entry's position in business-log, if it is known. */
    Optional<LogPosition> where();

    /** The outcome of a verdict that the client has proven. */
    static Outcome of(Verdict verdict, VerdictCheckResult.Proven proven) {
        return of(verdict, proven.supporters(), true);
    }

    /** The outcome of a verdict that stands on the voter's word. */
    static Outcome of(Verdict verdict, VerdictCheckResult.Unproven unproven) {
        return of(verdict, List.of(), false);
    }

    private static Outcome of(Verdict verdict, List<ExecutorId> supporters, boolean proved) {
        LogPosition position = verdict.position();
        return switch (verdict.outcome()) {
            case Verdict.Agreed agreed ->
                new Agreed(
                        position,
                        agreed.status(),
                        agreed.contentType(),
                        agreed.output(),
                        agreed.state().map(Verdict.AgreedState::postState),
                        supporters);
            case Verdict.Split split -> new Split(position, proved);
            case Verdict.Rejected rejected ->
                new Rejected(position, rejected.reason(), rejected.detail(), rejected.replayOf(), proved);
            case Verdict.Overdue overdue -> new Overdue(position);
        };
    }

    /** Whether no other outcome can follow. */
    default boolean isFinal() {
        return true;
    }

    /** The voter's outcome for an entry whose position is known. */
    sealed interface Placed extends Outcome {
        LogPosition position();

        @Override
        default Optional<LogPosition> where() {
            return Optional.of(position());
        }
    }

    /**
     * f + 1 executors, one honest at least, signed this output; the client has checked their signatures itself.
     *
     * @param output normalized
     * @param postState the state digest after the entry, absent for a stateless service
     * @param supporters whose signed responses were checked, f + 1 of them
     */
    record Agreed(
            LogPosition position,
            Status status,
            String contentType,
            Bytes output,
            Optional<Hash> postState,
            List<ExecutorId> supporters)
            implements Placed {
        public Agreed {
            supporters = List.copyOf(supporters);
        }
    }

    /**
     * No output got enough votes.
     *
     * @param proved whether signed answers or a certified Void show that; otherwise it is the voter's word, and nothing better
     *     came in time
     */
    record Split(LogPosition position, boolean proved) implements Placed {
        @Override
        public boolean isFinal() {
            return proved;
        }
    }

    /**
     * The entry was not admitted and changed nothing.
     *
     * @param replayOf for REPLAYED: the offset where the sequence was first used; absent at rules version 1 below the replay
     *     window, where it is not known whether it was
     * @param rederived whether the client found the same reason itself; otherwise it is the voter's word, and nothing better came
     *     in time
     */
    record Rejected(LogPosition position, Rejection reason, String detail, Optional<Long> replayOf, boolean rederived)
            implements Placed {
        @Override
        public boolean isFinal() {
            return rederived;
        }

        /** Whether the sequence lies below the replay window: then it is not known whether it was executed before. */
        public boolean isTooOld() {
            return reason == Rejection.SEQUENCE_TOO_OLD || (reason == Rejection.REPLAYED && replayOf.isEmpty());
        }
    }

    /** The voter says that the deadline passed undecided, and no final verdict came within the client's own timeout. */
    record Overdue(LogPosition position) implements Placed {
        @Override
        public boolean isFinal() {
            return false;
        }
    }

    /**
     * Time ran out, or sending failed.
     *
     * @param detail for people: a refuted verdict, the producer's error
     */
    record Unknown(Knowledge known, Optional<LogPosition> where, String detail) implements Outcome {
        @Override
        public boolean isFinal() {
            return false;
        }
    }

    /** What is known of a request without an outcome. */
    enum Knowledge {
        /** It is not in the log and never will be: it may be sent again. */
        NOT_APPENDED,
        /** It may be in the log; sending the same planned request again is safe, a new one is not. */
        MAYBE_APPENDED,
        /** It is in the log for good and will be executed; no valid verdict was seen. */
        APPENDED
    }
}
