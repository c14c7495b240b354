package io.tribunal.ingest;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Status;
import java.util.List;
import java.util.Optional;

/** What a client may conclude about one request, and on whose word. */
public sealed interface Outcome {
    /** Where the entry stands in business-log, if that is known. */
    Optional<LogPosition> where();

    /** Whether nothing else can follow. */
    default boolean isFinal() {
        return true;
    }

    /** What the voter said of an entry whose position is known. */
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

    /** The voter says that no output found enough votes; that cannot be proved by supporters. */
    record Split(LogPosition position) implements Placed {}

    /**
     * The entry was not admitted and changed nothing.
     *
     * @param replayOf for REPLAYED: the offset where the sequence was first used, if the voter still knew it
     * @param rederived whether the client came to the same reason itself; else it is the voter's word
     */
    record Rejected(LogPosition position, Rejection reason, String detail, Optional<Long> replayOf, boolean rederived)
            implements Placed {}

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
        /** It is not in the log and never will be: it may be sent anew. */
        NOT_APPENDED,
        /** It may be in the log; sending the same planned request again is safe, a new one is not. */
        MAYBE_APPENDED,
        /** It is in the log for good and will be executed; no verdict that holds was seen. */
        APPENDED
    }
}
