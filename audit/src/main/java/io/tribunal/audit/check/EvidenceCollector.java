package io.tribunal.audit.check;

import io.tribunal.audit.bundle.EvidenceBundle.BallotEvidence;
import io.tribunal.audit.bundle.EvidenceBundle.ResponseEvidence;
import io.tribunal.audit.check.AdmissionReplay.Admitted;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects from a response log the responses that counted in the ballots of a proposal: each member's first answer, and
 * a second one that contradicts it. Where a Void restarted a ballot, it keeps only the answers from one side of the
 * Void.
 */
public final class EvidenceCollector {
    private final AdmissionReplay replay;
    private final IsolationProposal proposal;
    private final ResponseVerifier verifier;
    private final Map<Long, List<VerifiedResponse>> verified = new LinkedHashMap<>();

    /** @param replay that has taken the requests of the proposal's evidence */
    public EvidenceCollector(AdmissionReplay replay, IsolationProposal proposal, SignatureVerifier signatures) {
        this.replay = replay;
        this.proposal = proposal;
        this.verifier = new ResponseVerifier(replay, signatures);
        proposal.evidence().forEach(offset -> verified.put(offset, new ArrayList<>()));
    }

    /**
     * Takes the next record of the response log; responses that are not verified or follow the proposal are ignored.
     */
    public void take(ResponseRecord record) {
        if (record.batch().isEmpty()
                || record.position().offset() > proposal.position().offset()) {
            return;
        }
        ResponseBatch batch = record.batch().get();
        for (int index = 0; index < batch.items().size(); index++) {
            long businessOffset = batch.items().get(index).response().businessOffset();
            List<VerifiedResponse> ballot = verified.get(businessOffset);
            if (ballot != null) {
                verify(
                                ResponseEvidence.of(
                                        batch.prove(index), record.position().offset(), record.appendTime()),
                                businessOffset)
                        .ifPresent(ballot::add);
            }
        }
    }

    private Optional<VerifiedResponse> verify(ResponseEvidence evidence, long businessOffset) {
        try {
            return Optional.of(verifier.verify(evidence, replay.request(businessOffset)));
        } catch (RefutedException unverified) {
            return Optional.empty(); // the voters sent it to the dead letters
        }
    }

    /** One ballot for each business offset of the evidence, in its order. */
    public List<BallotEvidence> ballots() {
        List<BallotEvidence> ballots = new ArrayList<>();
        verified.forEach(
                (offset, responses) -> ballots.add(new BallotEvidence(offset, counted(offset, oneSide(responses)))));
        return ballots;
    }

    private List<ResponseEvidence> counted(long businessOffset, List<VerifiedResponse> responses) {
        Admitted request = replay.request(businessOffset);
        BallotRecount recount = BallotRecount.of(request, replay.genesis(), proposal.executor(), responses);
        return responses.stream()
                .filter(recount::hasCounted)
                .map(VerifiedResponse::evidence)
                .toList();
    }

    /** The responses from the last side of a Void on which the suspect answered, else from the last side. */
    private List<VerifiedResponse> oneSide(List<VerifiedResponse> responses) {
        ExecutorId suspect = proposal.executor();
        int last = responses.stream().mapToInt(this::side).max().orElse(0);
        int chosen = responses.stream()
                .filter(response -> response.executor().equals(suspect))
                .mapToInt(this::side)
                .max()
                .orElse(last);
        return responses.stream().filter(response -> side(response) == chosen).toList();
    }

    private int side(VerifiedResponse verified) {
        return replay.voidsSeen(
                verified.response().businessOffset(), verified.proved().processedTo());
    }
}
