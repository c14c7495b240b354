package io.tribunal.cli.output;

import io.tribunal.core.ballot.RejectionDetail;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.kafka.process.LogText;
import java.util.stream.Collectors;

/** A verdict as the voter published it, unchecked, on one line. */
public final class VerdictText {
    private VerdictText() {}

    public static String of(Verdict verdict) {
        return verdict.position() + " #" + verdict.sequence() + " "
                + verdict.requestId().map(Object::toString).orElse("-") + " " + outcome(verdict.outcome()) + " for="
                + verdict.supporters().stream()
                        .map(supporter -> LogText.name(supporter.executorId().value()))
                        .collect(Collectors.joining(","))
                + against(verdict) + silent(verdict);
    }

    private static String outcome(Verdict.Outcome outcome) {
        return switch (outcome) {
            case Verdict.Agreed agreed ->
                "AGREED " + agreed.status() + " " + OutputText.of(agreed.contentType(), agreed.output());
            case Verdict.Split split -> "SPLIT";
            case Verdict.Overdue overdue -> "OVERDUE";
            case Verdict.Rejected rejected ->
                "REJECTED " + rejected.reason() + OutcomeText.because(RejectionDetail.inWords(rejected.detail()));
        };
    }

    private static String against(Verdict verdict) {
        return verdict.dissenters().isEmpty()
                ? ""
                : " against="
                        + verdict.dissenters().stream()
                                .map(dissenter ->
                                        LogText.name(dissenter.executorId().value()) + ":" + dissenter.differs())
                                .collect(Collectors.joining(","));
    }

    private static String silent(Verdict verdict) {
        return verdict.silent().isEmpty()
                ? ""
                : " silent="
                        + verdict.silent().stream()
                                .map(executor -> LogText.name(executor.value()))
                                .collect(Collectors.joining(","));
    }
}
