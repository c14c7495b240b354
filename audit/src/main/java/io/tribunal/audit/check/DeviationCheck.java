package io.tribunal.audit.check;

import static io.tribunal.audit.check.RefutedException.require;

import io.tribunal.audit.bundle.EvidenceChain;
import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.AdmissionReplay.Admitted;
import io.tribunal.core.ballot.CountedResponse;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.policy.Adjudication;
import java.util.Optional;

/** What somebody is accused of, and whether a ballot shows it. */
record DeviationCheck(ExecutorId accused, DeviationClass kind) {

    /**
     * What one ballot shows.
     *
     * @param unproved what rests on the validators' signatures there, if anything
     */
    record Shown(Summary.Ballot summary, EvidenceChain.Deviation deviation, Optional<String> unproved) {}

    /** @throws RefutedException when the ballot does not show it */
    Shown shownBy(Admitted request, BallotRecount rehearing) {
        return switch (kind) {
            case WRONG -> wrong(request, rehearing);
            case EQUIVOCATED -> equivocated(request, rehearing);
            case SILENT -> silent(request, rehearing);
            case SLOW -> slow(request, rehearing);
        };
    }

    private Shown wrong(Admitted request, BallotRecount rehearing) {
        String where = "request " + request.record().offset();
        require(rehearing.isDecided(), FailureReason.AGREEMENT, where + ": not enough equal answers");
        CountedResponse answer = answer(request, rehearing);
        Difference difference = rehearing
                .charge(answer)
                .orElseThrow(() ->
                        new RefutedException(FailureReason.DEVIATION, where + ": " + accused + " agrees with the others"));
        FieldDifference field = FieldDifference.of(rehearing.ballot(), answer, difference);
        return shown(
                request,
                rehearing,
                difference.name(),
                field,
                answer.responseHash(),
                rehearing.agreedHash(),
                doubt(request, difference));
    }

    /** What a ballot on its own leaves open about a wrong answer. */
    private static Optional<String> doubt(Admitted request, Difference difference) {
        long offset = request.record().offset();
        if (difference == Difference.PRE_STATE) {
            return Optional.of("that the other state at request " + offset + " was not charged before");
        }
        Adjudication rule = request.chain().policy().voting().adjudication();
        boolean chosen = rule == Adjudication.WEIGHTED || rule == Adjudication.BEHAVIOUR_STATE;
        return difference == Difference.OUTPUT && chosen
                ? Optional.of("that " + rule + " chose that output at request " + offset)
                : Optional.empty();
    }

    private Shown equivocated(Admitted request, BallotRecount rehearing) {
        Ballot.Equivocation proof = rehearing
                .equivocation()
                .orElseThrow(() -> new RefutedException(
                        FailureReason.DEVIATION,
                        "request " + request.record().offset() + ": no two different answers of " + accused
                                + " from one state"));
        return shown(
                request,
                rehearing,
                Difference.EQUIVOCATED.name(),
                FieldDifference.between(proof.first(), proof.second()),
                proof.second().responseHash(),
                proof.first().responseHash(),
                Optional.empty());
    }

    private Shown silent(Admitted request, BallotRecount rehearing) {
        long offset = request.record().offset();
        require(rehearing.isAgreed(), FailureReason.AGREEMENT, "request " + offset + ": the others did not agree");
        String got = rehearing
                .answer(accused)
                .map(late -> "an answer at response-log offset " + late.offset())
                .orElse("no answer in this file");
        return shown(
                request,
                rehearing,
                DeviationClass.SILENT.name(),
                new FieldDifference("answer", "one before the deadline", got),
                Hash.ZERO,
                rehearing.agreedHash(),
                Optional.of("that no answer came in time to request " + offset));
    }

    private Shown slow(Admitted request, BallotRecount rehearing) {
        long offset = request.record().offset();
        require(rehearing.isAgreed(), FailureReason.AGREEMENT, "request " + offset + ": the others did not agree");
        CountedResponse answer = answer(request, rehearing);
        String expected =
                "agreed at response-log offset " + rehearing.agreedAt().orElse(answer.offset());
        return shown(
                request,
                rehearing,
                DeviationClass.SLOW.name(),
                new FieldDifference("latency", expected, "an answer at response-log offset " + answer.offset()),
                answer.responseHash(),
                rehearing.agreedHash(),
                Optional.of("how late the answer to request " + offset + " came"));
    }

    private CountedResponse answer(Admitted request, BallotRecount rehearing) {
        return rehearing
                .answer(accused)
                .orElseThrow(() -> new RefutedException(
                        FailureReason.DEVIATION,
                        "request " + request.record().offset() + ": there is no answer of " + accused));
    }

    private static Shown shown(
            Admitted request,
            BallotRecount rehearing,
            String differs,
            FieldDifference field,
            Hash deviated,
            Hash agreed,
            Optional<String> unproved) {
        Ballot ballot = rehearing.ballot();
        long offset = request.record().offset();
        Summary.Ballot summary = new Summary.Ballot(
                offset,
                ballot.terms().requestId().toString(),
                ballot.terms().operation(),
                ballot.terms().electorate().stream().map(ExecutorId::value).toList(),
                ballot.terms().needed(),
                rehearing.agreeing().stream()
                        .map(answer -> answer.executor().value())
                        .toList(),
                differs,
                field.field(),
                field.expected(),
                field.got());
        EvidenceChain.Deviation deviation =
                new EvidenceChain.Deviation(deviated, agreed, request.record().appendTime(), offset);
        return new Shown(summary, deviation, unproved);
    }
}
