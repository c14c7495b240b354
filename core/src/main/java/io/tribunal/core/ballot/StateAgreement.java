package io.tribunal.core.ballot;

import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import java.util.List;
import java.util.Optional;

/**
 * How far a ballot has agreed on the state (PROTOCOL 5). Immutable.
 *
 * @param voided whether a Void has declared the entry without effect
 * @param before the agreed state from which responses must start, once it is known
 * @param after the agreed state after the entry, once enough responses share it
 */
record StateAgreement(boolean voided, Optional<Hash> before, Optional<AgreedState> after) {
    static final StateAgreement NONE = new StateAgreement(false, Optional.empty(), Optional.empty());

    private record StateVote(Bytes postState, Bytes stateRoot) {
        static StateVote of(CountedResponse response) {
            return new StateVote(response.postState(), response.stateRoot());
        }
    }

    StateAgreement startingFrom(Hash agreedBefore) {
        return new StateAgreement(voided, Optional.of(agreedBefore), after);
    }

    /**
     * The agreement after another count.
     *
     * @param candidates responses that start from the state before
     * @param needed number of equal ones that decides
     */
    StateAgreement count(List<CountedResponse> candidates, int needed) {
        if (candidates.size() < needed) {
            return this;
        }
        List<CountedResponse> largest = Tally.largest(candidates, StateVote::of);
        return largest.size() < needed
                ? this
                : new StateAgreement(
                        voided, before, Optional.of(stateAfter(largest.get(0).response())));
    }

    private static AgreedState stateAfter(Response shared) {
        return new AgreedState(new Hash(shared.postState()), shared.stateRoot(), shared.writes());
    }

    /** A Void: the state after the entry is the state before it. */
    static StateAgreement withoutEffect(Hash agreedBefore) {
        AgreedState unchanged = new AgreedState(agreedBefore, Bytes.EMPTY, List.of());
        return new StateAgreement(true, Optional.of(agreedBefore), Optional.of(unchanged));
    }

    boolean isSettled() {
        return after.isPresent();
    }

    void writeTo(CanonicalWriter out) {
        out.flag(voided).optional(before, out::hash).optional(after, state -> state.writeTo(out));
    }

    static StateAgreement readFrom(CanonicalReader in) {
        return new StateAgreement(in.flag(), in.optional(in::hash), in.optional(() -> AgreedState.readFrom(in)));
    }
}
