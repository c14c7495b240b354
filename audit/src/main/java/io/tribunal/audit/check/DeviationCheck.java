package io.tribunal.audit.check;

import static io.tribunal.audit.check.RefutedException.require;

import io.tribunal.audit.bundle.EvidenceChain;
import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.AdmissionReplay.Admitted;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.CountedResponse;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.policy.Adjudication;
import java.util.Optional;

/**
 * Checks whether a ballot shows a deviation.
 *
 * @param suspect the executor that the decision is about
 */
record DeviationCheck(ExecutorId suspect, DeviationClass kind) {

    /**
     * What one ballot shows.
     *
     * @param unproved what only the validators' signatures vouch for, if anything
     */
    record Shown(Summary.Ballot summary, EvidenceChain.Deviation deviation, Optional<String> unproved) {}

    /** @throws RefutedException when the ballot does not show the deviation */
    Shown shownBy(Admitted request, BallotRecount recount) {
        return switch (kind) {
            case WRONG -> wrong(request, recount);
            case EQUIVOCATED -> equivocated(request, recount);
            case SILENT -> silent(request, recount);
            case SLOW -> slow(request, recount);
        };
    }

    private Shown wrong(Admitted request, BallotRecount recount) {
        String where = "request " + request.record().offset();
        require(recount.isDecided(), FailureReason.AGREEMENT, where + ": not enough equal answers");
        CountedResponse answer = answer(request, recount);
        Difference difference = recount.deviation(answer)
                .orElseThrow(() -> new RefutedException(
                        FailureReason.DEVIATION, where + ": " + suspect + " agrees with the others"));
        FieldDifference field = FieldDifference.of(recount.ballot(), answer, difference);
        return shown(
                request,
                recount,
                difference.name(),
                field,
                answer.responseHash(),
                recount.agreedHash(),
                unproved(request, difference));
    }

    /** What this ballot alone cannot prove about a wrong answer. */
    private static Optional<String> unproved(Admitted request, Difference difference) {
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

    private Shown equivocated(Admitted request, BallotRecount recount) {
        Ballot.Equivocation proof = recount.equivocation()
                .orElseThrow(() -> new RefutedException(
                        FailureReason.DEVIATION,
                        "request " + request.record().offset() + ": no two different answers of " + suspect
                                + " from one state"));
        return shown(
                request,
                recount,
                Difference.EQUIVOCATED.name(),
                FieldDifference.between(recount.ballot().terms(), proof.first(), proof.second()),
                proof.second().responseHash(),
                proof.first().responseHash(),
                Optional.empty());
    }

    private Shown silent(Admitted request, BallotRecount recount) {
        long offset = request.record().offset();
        require(recount.isAgreed(), FailureReason.AGREEMENT, "request " + offset + ": the others did not agree");
        String got = recount.answer(suspect)
                .map(late -> "an answer at response-log offset " + late.offset())
                .orElse("no answer in this file");
        return shown(
                request,
                recount,
                DeviationClass.SILENT.name(),
                new FieldDifference("answer", "one before the deadline", got),
                Hash.ZERO,
                recount.agreedHash(),
                Optional.of("that no answer came in time to request " + offset));
    }

    private Shown slow(Admitted request, BallotRecount recount) {
        long offset = request.record().offset();
        require(recount.isAgreed(), FailureReason.AGREEMENT, "request " + offset + ": the others did not agree");
        CountedResponse answer = answer(request, recount);
        String expected = "agreed at response-log offset " + recount.agreedAt().orElse(answer.offset());
        return shown(
                request,
                recount,
                DeviationClass.SLOW.name(),
                new FieldDifference("latency", expected, "an answer at response-log offset " + answer.offset()),
                answer.responseHash(),
                recount.agreedHash(),
                Optional.of("how late the answer to request " + offset + " came"));
    }

    private CountedResponse answer(Admitted request, BallotRecount recount) {
        return recount.answer(suspect)
                .orElseThrow(() -> new RefutedException(
                        FailureReason.DEVIATION,
                        "request " + request.record().offset() + ": there is no answer of " + suspect));
    }

    private static Shown shown(
            Admitted request,
            BallotRecount recount,
            String differs,
            FieldDifference field,
            Hash deviated,
            Hash agreed,
            Optional<String> unproved) {
        Ballot ballot = recount.ballot();
        long offset = request.record().offset();
        Summary.Ballot summary = new Summary.Ballot(
                offset,
                ballot.terms().requestId().toString(),
                ballot.terms().operation(),
                ballot.terms().electorate().stream().map(ExecutorId::value).toList(),
                ballot.terms().needed(),
                recount.agreeing().stream()
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
