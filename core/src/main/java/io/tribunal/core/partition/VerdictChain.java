package io.tribunal.core.partition;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.Comparison;
import io.tribunal.core.ballot.CountedResponse;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.ballot.VerdictEncoder;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.ResponseBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Issues the verdicts of one partition; each contains the hash of the previous one (PROTOCOL 5). */
final class VerdictChain implements SnapshotPart {
    private final VerdictEncoder encoder;
    private long nextSequence;
    private Hash previousHash = Hash.ZERO;

    VerdictChain(VerdictEncoder encoder) {
        this.encoder = encoder;
    }

    Event rejected(Decision.Refused refused, Moment now) {
        return issue(new Verdict(
                nextSequence,
                previousHash,
                refused.record().position(),
                refused.record().valueHash(),
                refused.requestId(),
                refused.clientId(),
                new Verdict.Rejected(refused.reason(), refused.detail(), refused.replayOf()),
                true,
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                now.offset(),
                now.elapsed()));
    }

    Event decided(Ballot ballot, Verdict.Outcome outcome, Moment now) {
        return issue(new Verdict(
                nextSequence,
                previousHash,
                ballot.terms().position(),
                ballot.terms().requestHash(),
                Optional.of(ballot.terms().requestId()),
                Optional.of(ballot.terms().clientId()),
                outcome,
                !(outcome instanceof Verdict.Overdue),
                List.copyOf(ballot.terms().electorate()),
                ballot.terms().votesNeeded(),
                supporters(ballot, outcome),
                dissenters(ballot),
                ballot.silent(),
                now.offset(),
                now.elapsed()));
    }

    private Event issue(Verdict verdict) {
        Bytes body = encoder.encode(verdict);
        nextSequence++;
        previousHash = Hash.sha256(body.array());
        return new Event.VerdictIssued(verdict, body);
    }

    private static List<Verdict.Supporter> supporters(Ballot ballot, Verdict.Outcome outcome) {
        if (!(outcome instanceof Verdict.Agreed)) {
            return List.of();
        }
        boolean embed = ballot.terms().policy().voting().embedCertificates();
        List<Verdict.Supporter> supporters = new ArrayList<>();
        for (CountedResponse answer : ballot.answers().values()) {
            if (Comparison.decided(ballot, answer).isEmpty()) {
                supporters.add(supporter(answer, embed));
            }
        }
        return supporters;
    }

    private static Verdict.Supporter supporter(CountedResponse answer, boolean embed) {
        Optional<Verdict.ResponseCertificate> certificate = embed ? Optional.of(certificate(answer)) : Optional.empty();
        return new Verdict.Supporter(
                answer.executor(), answer.offset(), answer.index(), answer.responseHash(), certificate);
    }

    private static Verdict.ResponseCertificate certificate(CountedResponse answer) {
        ResponseBatch.Proved proved = answer.logged().proved();
        return new Verdict.ResponseCertificate(
                proved.envelope(), proved.item().encoded(), proved.index(), proved.path());
    }

    private static List<Verdict.Dissenter> dissenters(Ballot ballot) {
        List<Verdict.Dissenter> dissenters = new ArrayList<>();
        for (CountedResponse answer : ballot.answers().values()) {
            Comparison.decided(ballot, answer)
                    .ifPresent(difference -> dissenters.add(new Verdict.Dissenter(
                            answer.executor(), answer.offset(), answer.index(), answer.responseHash(), difference)));
        }
        return dissenters;
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.int64(nextSequence).hash(previousHash);
    }

    @Override
    public void readFrom(CanonicalReader in) {
        nextSequence = in.int64();
        previousHash = in.hash();
    }
}
