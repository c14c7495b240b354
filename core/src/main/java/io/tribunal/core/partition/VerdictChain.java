package io.tribunal.core.partition;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.ballot.CountedResponse;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.Comparison;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.ballot.VerdictEncoder;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.List;
import java.util.Optional;

/** Writes one partition's verdicts, each naming the hash of the one before (PROTOCOL 5). */
final class VerdictChain {
    private final VerdictEncoder encoder;
    private long nextSequence;
    private Hash previousHash;

    VerdictChain(VerdictEncoder encoder, long nextSequence, Hash previousHash) {
        this.encoder = encoder;
        this.nextSequence = nextSequence;
        this.previousHash = previousHash;
    }

    VerdictChain continuedFrom(long sequence, Hash previous) {
        return new VerdictChain(encoder, sequence, previous);
    }

    Event rejected(Decision.Refused refused, long decidedAt, long elapsed) {
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
                decidedAt,
                elapsed));
    }

    Event of(Ballot ballot, Verdict.Outcome outcome, long decidedAt, long elapsed) {
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
                decidedAt,
                elapsed));
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
        return ballot.answers().values().stream()
                .filter(answer -> Comparison.decided(ballot, answer).isEmpty())
                .map(answer -> supporter(answer, ballot.terms().policy().voting().embedCertificates()))
                .toList();
    }

    private static Verdict.Supporter supporter(CountedResponse answer, boolean embed) {
        Optional<Verdict.ResponseCertificate> certificate = embed ? Optional.of(certificate(answer)) : Optional.empty();
        return new Verdict.Supporter(
                answer.executor(), answer.offset(), answer.index(), answer.responseHash(), certificate);
    }

    private static Verdict.ResponseCertificate certificate(CountedResponse answer) {
        return new Verdict.ResponseCertificate(
                answer.proved().envelope(),
                answer.encoded(),
                answer.index(),
                answer.proved().path());
    }

    private static List<Verdict.Dissenter> dissenters(Ballot ballot) {
        return ballot.answers().values().stream()
                .flatMap(answer -> Comparison.decided(ballot, answer)
                        .map(difference -> new Verdict.Dissenter(
                                answer.executor(), answer.offset(), answer.index(), answer.responseHash(), difference))
                        .stream())
                .toList();
    }

    long nextSequence() {
        return nextSequence;
    }

    Hash previousHash() {
        return previousHash;
    }
}
