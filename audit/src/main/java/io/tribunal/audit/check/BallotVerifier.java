package io.tribunal.audit.check;

import static io.tribunal.audit.check.RefutedException.require;

import io.tribunal.audit.bundle.EvidenceBundle.BallotEvidence;
import io.tribunal.audit.bundle.EvidenceBundle.ResponseEvidence;
import io.tribunal.audit.check.AdmissionReplay.Admitted;
import io.tribunal.audit.check.DeviationCheck.Shown;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.List;

/** Verifies the ballots in a proposal's evidence: first every response, then each count, then each deviation. */
final class BallotVerifier {
    private final AdmissionReplay replay;
    private final IsolationProposal proposal;
    private final ResponseVerifier verifier;

    BallotVerifier(AdmissionReplay replay, IsolationProposal proposal, SignatureVerifier signatures) {
        this.replay = replay;
        this.proposal = proposal;
        this.verifier = new ResponseVerifier(replay, signatures);
    }

    private record VerifiedBallot(Admitted request, List<VerifiedResponse> responses) {}

    private record RecountedBallot(Admitted request, BallotRecount recount) {}

    /**
     * What each ballot shows.
     *
     * @param ballots one for each business offset of the proposal's evidence
     * @throws RefutedException for the first check that fails
     */
    List<Shown> shown(List<BallotEvidence> ballots, DeviationClass kind) {
        DeviationCheck check = new DeviationCheck(proposal.executor(), kind);
        List<VerifiedBallot> verified = ballots.stream().map(this::verify).toList();
        List<RecountedBallot> recounted = verified.stream().map(this::recount).toList();
        return recounted.stream()
                .map(ballot -> check.shownBy(ballot.request(), ballot.recount()))
                .toList();
    }

    private VerifiedBallot verify(BallotEvidence ballot) {
        Admitted request = replay.request(ballot.businessOffset());
        List<VerifiedResponse> responses = new ArrayList<>();
        long last = -1;
        for (ResponseEvidence evidence : ballot.responses()) {
            require(
                    evidence.offset() > last
                            && evidence.offset() <= proposal.position().offset(),
                    FailureReason.RESPONSE_PLACE,
                    "response " + evidence.offset() + "#" + evidence.index()
                            + " is out of order or after the decision");
            last = evidence.offset();
            responses.add(verifier.verify(evidence, request));
        }
        return new VerifiedBallot(request, responses);
    }

    private RecountedBallot recount(VerifiedBallot verified) {
        long offset = verified.request().record().offset();
        long sides = verified.responses().stream()
                .map(response -> replay.voidsSeen(offset, response.proved().processedTo()))
                .distinct()
                .count();
        require(sides <= 1, FailureReason.SUPERFLUOUS, "request " + offset + ": answers from before and after a Void");
        BallotRecount recount =
                BallotRecount.of(verified.request(), replay.genesis(), proposal.executor(), verified.responses());
        for (VerifiedResponse response : verified.responses()) {
            require(
                    recount.hasCounted(response),
                    FailureReason.SUPERFLUOUS,
                    "response " + response.offset() + "#" + response.proved().index() + " does not count");
        }
        return new RecountedBallot(verified.request(), recount);
    }
}
