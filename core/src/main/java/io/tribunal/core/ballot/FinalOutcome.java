package io.tribunal.core.ballot;

import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Status;
import java.util.Optional;

/**
 * The final outcome of a ballot, once it is known.
 *
 * @param at elapsed ms at which it was decided; 0 before
 */
record FinalOutcome(Optional<Verdict.Outcome> outcome, long at) {
    static final FinalOutcome NONE = new FinalOutcome(Optional.empty(), 0);

    /** What is left once the verdict is written: the output is needed no more. */
    FinalOutcome withoutOutput() {
        return new FinalOutcome(outcome.map(FinalOutcome::withoutOutput), at);
    }

    private static Verdict.Outcome withoutOutput(Verdict.Outcome outcome) {
        return outcome instanceof Verdict.Agreed agreed
                ? new Verdict.Agreed(Status.OK, "", Bytes.EMPTY, agreed.voteDigest(), agreed.state())
                : outcome;
    }

    boolean isAgreed() {
        return outcome.filter(Verdict.Agreed.class::isInstance).isPresent();
    }

    /** The verdict is written already; later responses are compared with its vote digest only. */
    void writeTo(CanonicalWriter out) {
        out.optional(outcome, known -> out.optional(voteDigest(known), out::hash))
                .int64(at);
    }

    private static Optional<Hash> voteDigest(Verdict.Outcome outcome) {
        return outcome instanceof Verdict.Agreed agreed ? Optional.of(agreed.voteDigest()) : Optional.empty();
    }

    static FinalOutcome readFrom(CanonicalReader in, Optional<AgreedState> state) {
        return new FinalOutcome(in.optional(() -> readOutcome(in, state)), in.int64());
    }

    private static Verdict.Outcome readOutcome(CanonicalReader in, Optional<AgreedState> state) {
        return in.optional(in::hash)
                .<Verdict.Outcome>map(digest -> new Verdict.Agreed(Status.OK, "", Bytes.EMPTY, digest, state))
                .orElseGet(() -> new Verdict.Split(state));
    }
}
