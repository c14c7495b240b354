package io.tribunal.ingest.check;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.core.state.StateDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that a supporter signed the output and state of an AGREED verdict for this entry. One instance for one
 * verdict.
 */
final class SupporterCheck {
    private final Verdict.Agreed agreed;
    private final ProofCheck proofs;
    private final NormalizationProfile profile;
    /** Whether an output has the agreed vote: most supporters have the same one. */
    private final Map<Bytes, Boolean> votes = new HashMap<>();

    SupporterCheck(Verdict.Agreed agreed, ProofCheck proofs, NormalizationProfile profile) {
        this.agreed = agreed;
        this.proofs = proofs;
        this.profile = profile;
    }

    /** The first flaw of this supporter, or empty when its response supports the verdict. */
    Optional<String> flaw(Verdict.Supporter supporter, ResponseProof proof) {
        return proofs.flaw(supporter.executorId(), supporter.index(), supporter.responseHash(), proof)
                .or(() -> flawOfOutput(proof.response()))
                .or(() -> flawOfState(proof.response()));
    }

    private Optional<String> flawOfOutput(Response response) {
        if (response.status() != agreed.status() || !response.contentType().equals(agreed.contentType())) {
            return Optional.of("its status or content type differs");
        }
        return votes.computeIfAbsent(response.output(), this::hasAgreedVote)
                ? Optional.empty()
                : Optional.of("its normalized output differs");
    }

    private boolean hasAgreedVote(Bytes output) {
        return Normalizer.normalize(agreed.contentType(), output, profile)
                .map(normalized -> VoteDigest.of(agreed.status(), agreed.contentType(), normalized))
                .filter(agreed.voteDigest()::equals)
                .isPresent();
    }

    private Optional<String> flawOfState(Response response) {
        if (agreed.state().isEmpty()) {
            return response.postState().isEmpty()
                    ? Optional.empty()
                    : Optional.of("it has a state, the verdict has none");
        }
        Verdict.AgreedState state = agreed.state().get();
        if (!response.postState().equals(state.postState().bytes())
                || !response.stateRoot().equals(state.stateRoot())
                || !response.writes().equals(state.writes())) {
            return Optional.of("its state differs");
        }
        boolean chained = response.preState().length() == Hash.LENGTH
                && StateDigest.ascending(response.writes())
                && StateDigest.next(new Hash(response.preState()), response.writes())
                        .equals(state.postState());
        return chained ? Optional.empty() : Optional.of("its writes do not lead to its state");
    }
}
