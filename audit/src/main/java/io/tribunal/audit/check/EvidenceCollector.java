package io.tribunal.audit.check;

import io.tribunal.audit.bundle.EvidenceBundle.BallotEvidence;
import io.tribunal.audit.bundle.EvidenceBundle.LoggedAnswer;
import io.tribunal.audit.check.AdmissionReplay.Admitted;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.schemas.codec.EnvelopeCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks from a response log what counted in the ballots that a proposal rests on: of those who had a vote the first answer,
 * and a second one that contradicts it. Where a Void began a ballot anew, only answers of its side of that are kept.
 */
public final class EvidenceCollector {
    private final AdmissionReplay proceedings;
    private final IsolationProposal proposal;
    private final ResponseVerifier oath;
    private final Map<Long, List<Heard>> heard = new LinkedHashMap<>();

    private record Heard(LoggedAnswer answer, VerifiedResponse witness) {}

    /** A transcript without answers; the proceedings hold the requests. */
    public EvidenceCollector(AdmissionReplay proceedings, IsolationProposal proposal, SignatureVerifier signatures) {
        this.proceedings = proceedings;
        this.proposal = proposal;
        this.oath = new ResponseVerifier(proceedings, signatures);
        proposal.evidence().forEach(offset -> heard.put(offset, new ArrayList<>()));
    }

    /** Takes the next record of the response log; what is not proved, or comes after the proposal, is passed over. */
    public void take(ResponseRecord record) {
        if (record.batch().isEmpty()
                || record.position().offset() > proposal.position().offset()) {
            return;
        }
        ResponseBatch batch = record.batch().get();
        for (int index = 0; index < batch.items().size(); index++) {
            if (heard.containsKey(batch.items().get(index).response().businessOffset())) {
                take(record.position(), record.appendTime(), batch.prove(index));
            }
        }
    }

    private void take(LogPosition position, long appendTime, ResponseBatch.Proved proved) {
        long businessOffset = proved.item().response().businessOffset();
        LoggedAnswer answer = new LoggedAnswer(
                position.offset(),
                appendTime,
                EnvelopeCodec.encode(proved.envelope()),
                proved.item().encoded(),
                proved.index(),
                proved.path());
        try {
            VerifiedResponse witness = oath.witness(answer, proceedings.request(businessOffset));
            heard.computeIfAbsent(businessOffset, offset -> new ArrayList<>()).add(new Heard(answer, witness));
        } catch (RefutedException unproved) {
            // nobody's answer: the voters have put it to the dead letters too
        }
    }

    /** One for each business offset of the evidence, in its order. */
    public List<BallotEvidence> ballots() {
        return heard.keySet().stream()
                .map(offset -> new BallotEvidence(offset, counted(offset, oneSide(offset))))
                .toList();
    }

    private List<LoggedAnswer> counted(long businessOffset, List<Heard> answers) {
        Admitted request = proceedings.request(businessOffset);
        List<VerifiedResponse> witnesses = answers.stream().map(Heard::witness).toList();
        BallotRecount rehearing = BallotRecount.of(request, proceedings.genesis(), proposal.executor(), witnesses);
        return answers.stream()
                .filter(answer -> rehearing.hasCounted(answer.witness()))
                .map(Heard::answer)
                .toList();
    }

    /** The last side on which the accused answered, or the last one. */
    private List<Heard> oneSide(long businessOffset) {
        List<Heard> answers = heard.getOrDefault(businessOffset, List.of());
        ExecutorId accused = proposal.executor();
        int last = answers.stream().mapToInt(this::side).max().orElse(0);
        int chosen = answers.stream()
                .filter(answer -> answer.witness().executor().equals(accused))
                .mapToInt(this::side)
                .max()
                .orElse(last);
        return answers.stream().filter(answer -> side(answer) == chosen).toList();
    }

    private int side(Heard answer) {
        ResponseBatch.Proved proved = answer.witness().proved();
        return proceedings.voidsSeen(proved.item().response().businessOffset(), proved.processedTo());
    }
}
