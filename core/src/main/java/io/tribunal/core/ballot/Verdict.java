package io.tribunal.core.ballot;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.List;
import java.util.Optional;

/**
 * The decision on one business entry (PROTOCOL 5): a pure function of the logs, so that every replay gives the same bytes.
 *
 * @param sequence dense count of the partition's verdicts, from 0
 * @param previousHash SHA-256 of the previous verdict's Avro body; zero before the first
 * @param position of the business entry; a client waits for this, not for the request id
 * @param requestId claimed by the entry, present when its signature is valid
 * @param clientId owner of the key that signed, present when the signature is valid
 * @param isFinal false for OVERDUE alone: a final verdict may follow
 * @param electorate executors that may vote, ascending
 * @param needed the number of equal votes
 * @param silent members of whom no answer was seen when this was decided, ascending
 * @param decidedAtResponseOffset the response-log record that decided it
 * @param elapsed the response log's own time at that record, ms
 */
public record Verdict(
        long sequence,
        Hash previousHash,
        LogPosition position,
        Hash requestHash,
        Optional<RequestId> requestId,
        Optional<ClientId> clientId,
        Outcome outcome,
        boolean isFinal,
        List<ExecutorId> electorate,
        int needed,
        List<Supporter> supporters,
        List<Dissenter> dissenters,
        List<ExecutorId> silent,
        long decidedAtResponseOffset,
        long elapsed) {
    public Verdict {
        electorate = List.copyOf(electorate);
        supporters = List.copyOf(supporters);
        dissenters = List.copyOf(dissenters);
        silent = List.copyOf(silent);
    }

    /** What was decided. */
    public sealed interface Outcome permits Agreed, Split, Overdue, Rejected {}

    /** Enough equal votes, and an agreed state (absent for a stateless service). */
    public record Agreed(Status status, String contentType, Bytes output, Hash voteDigest, Optional<AgreedState> state)
            implements Outcome {}

    /** All have answered and no output has enough votes; the state may be agreed all the same. */
    public record Split(Optional<AgreedState> state) implements Outcome {}

    /** Undecided at the deadline. */
    public record Overdue() implements Outcome {}

    /**
     * The entry was not admitted.
     *
     * @param detail a {@link RejectionDetail} by its name; words at rules version 1
     * @param replayOf for REPLAYED: the offset where the sequence was first used; absent for a decision that is in force already, and
     *     at rules version 1 for a sequence below the window
     */
    public record Rejected(Rejection reason, String detail, Optional<Long> replayOf) implements Outcome {}

    /**
     * The state that a majority shares after the entry.
     *
     * @param stateRoot 32 bytes where one was due, else empty */
    public record AgreedState(Hash postState, Bytes stateRoot, List<Write> writes) {
        public AgreedState {
            writes = List.copyOf(writes);
        }

        void writeTo(CanonicalWriter out) {
            out.hash(postState).bytes(stateRoot);
            out.list(writes, write -> out.bytes(write.key()).optional(write.value(), out::bytes));
        }

        static AgreedState readFrom(CanonicalReader in) {
            return new AgreedState(in.hash(), in.bytes(), in.list(() -> new Write(in.bytes(), in.optional(in::bytes))));
        }
    }

    /**
     * A member whose response carries the verdict.
     *
     * @param certificate the signed response itself, when the policy embeds it */
    public record Supporter(
            ExecutorId executorId,
            long responseOffset,
            int index,
            Hash responseHash,
            Optional<ResponseCertificate> certificate) {}

    /** A response that proves itself: the signed header, the response's bytes, its index and audit path. */
    public record ResponseCertificate(SignedEnvelope header, Bytes response, int index, List<Hash> path) {
        public ResponseCertificate {
            path = List.copyOf(path);
        }
    }

    /** A member whose response does not agree, and the first difference. */
    public record Dissenter(
            ExecutorId executorId, long responseOffset, int index, Hash responseHash, Difference differs) {}
}
