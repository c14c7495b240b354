package io.tribunal.ingest.check;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.state.StateDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that a supporter signed the output and state of an AGREED verdict for this entry. One instance for one
 * verdict.
 */
final class SupporterCheck {
    private final Trust trust;
    private final SentEntry entry;
    private final Verdict.Agreed agreed;
    private final VerifiedHeaders headers;
    private final NormalizationProfile profile;
    /** Whether an output has the agreed vote: most supporters have the same one. */
    private final Map<Bytes, Boolean> votes = new HashMap<>();

    SupporterCheck(Trust trust, SentEntry entry, Verdict.Agreed agreed, VerifiedHeaders headers) {
        this.trust = trust;
        this.entry = entry;
        this.agreed = agreed;
        this.headers = headers;
        this.profile = trust.policy().profileOf(entry.request().operation());
    }

    /** The first flaw of this supporter, or empty when its response supports the verdict. */
    Optional<String> flaw(Verdict.Supporter supporter, ResponseProof proof) {
        return flawOfSignature(supporter, proof)
                .or(() -> flawOfPosition(supporter, proof))
                .or(() -> flawOfOutput(proof.response()))
                .or(() -> flawOfState(proof.response()));
    }

    private Optional<String> flawOfSignature(Verdict.Supporter supporter, ResponseProof proof) {
        Optional<RegisteredKey> key = trust.executorKey(proof.envelope().keyId(), supporter.executorId());
        if (key.isEmpty()) {
            return Optional.of("its key is no EXECUTOR key of " + supporter.executorId());
        }
        if (!proof.envelope().payloadType().equals(PayloadType.RESPONSE_BATCH.mediaType())
                || !headers.isSignedBy(key.get(), proof.envelope())) {
            return Optional.of("the header's signature is not valid");
        }
        if (!proof.header().author().equals(key.get().owner())) {
            return Optional.of("the header names another author");
        }
        return Optional.empty();
    }

    private Optional<String> flawOfPosition(Verdict.Supporter supporter, ResponseProof proof) {
        ResponseBatch.Header header = proof.header();
        Response response = proof.response();
        if (!header.deployment().equals(trust.deployment())) {
            return Optional.of("the header belongs to another deployment");
        }
        if (header.partition() != entry.position().partition()) {
            return Optional.of("the header belongs to another partition");
        }
        if (proof.index() != supporter.index()
                || !header.root()
                        .equals(MerkleTree.rootOf(
                                ResponseBatch.leaf(proof.encoded()), proof.index(), header.count(), proof.path()))) {
            return Optional.of("the response is not the one of that index under the signed root");
        }
        if (!supporter.responseHash().equals(Hash.sha256(proof.encoded().array()))) {
            return Optional.of("the response is not the one whose hash the verdict names");
        }
        if (response.businessOffset() != entry.position().offset()
                || !response.requestHash().equals(entry.valueHash())) {
            return Optional.of("the response answers another request");
        }
        return Optional.empty();
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
