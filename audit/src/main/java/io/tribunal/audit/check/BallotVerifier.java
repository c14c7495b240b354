package io.tribunal.audit.check;

import static io.tribunal.audit.check.RefutedException.require;

import io.tribunal.audit.bundle.EvidenceBundle.BallotEvidence;
import io.tribunal.audit.bundle.EvidenceBundle.LoggedAnswer;
import io.tribunal.audit.check.DeviationCheck.Shown;
import io.tribunal.audit.check.AdmissionReplay.Admitted;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.List;

/** Hears the ballots that a proposal rests on: every response first, then each ballot, then what it shows. */
final class BallotVerifier {
    private final AdmissionReplay proceedings;
    private final IsolationProposal proposal;
    private final ResponseVerifier oath;

    BallotVerifier(AdmissionReplay proceedings, IsolationProposal proposal, SignatureVerifier signatures) {
        this.proceedings = proceedings;
        this.proposal = proposal;
        this.oath = new ResponseVerifier(proceedings, signatures);
    }

    private record Heard(Admitted request, List<VerifiedResponse> witnesses) {}

    private record Counted(Admitted request, BallotRecount rehearing) {}

    /**
     * What each ballot shows.
     *
     * @param ballots one for each business offset of the proposal's evidence
     * @throws RefutedException for the first check that fails
     */
    List<Shown> shown(List<BallotEvidence> ballots, DeviationClass kind) {
        DeviationCheck accusation = new DeviationCheck(proposal.executor(), kind);
        List<Heard> heard = ballots.stream().map(this::hear).toList();
        List<Counted> counted = heard.stream().map(this::count).toList();
        return counted.stream()
                .map(ballot -> accusation.shownBy(ballot.request(), ballot.rehearing()))
                .toList();
    }

    private Heard hear(BallotEvidence ballot) {
        Admitted request = proceedings.request(ballot.businessOffset());
        List<VerifiedResponse> witnesses = new ArrayList<>();
        long last = -1;
        for (LoggedAnswer answer : ballot.responses()) {
            require(
                    answer.offset() > last
                            && answer.offset() <= proposal.position().offset(),
                    FailureReason.RESPONSE_PLACE,
                    "response " + answer.offset() + "#" + answer.index() + " is out of order or after the decision");
            last = answer.offset();
            witnesses.add(oath.witness(answer, request));
        }
        return new Heard(request, witnesses);
    }

    private Counted count(Heard heard) {
        long offset = heard.request().record().offset();
        long sides = heard.witnesses().stream()
                .map(witness -> proceedings.voidsSeen(offset, witness.proved().processedTo()))
                .distinct()
                .count();
        require(sides <= 1, FailureReason.SUPERFLUOUS, "request " + offset + ": answers from before and after a Void");
        BallotRecount rehearing =
                BallotRecount.of(heard.request(), proceedings.genesis(), proposal.executor(), heard.witnesses());
        for (VerifiedResponse witness : heard.witnesses()) {
            require(
                    rehearing.hasCounted(witness),
                    FailureReason.SUPERFLUOUS,
                    "response " + witness.offset() + "#" + witness.proved().index() + " did not count");
        }
        return new Counted(heard.request(), rehearing);
    }
}
