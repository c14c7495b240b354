package io.tribunal.cli.output;

import io.tribunal.core.ballot.RejectionDetail;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.ingest.Outcome;
import io.tribunal.kafka.process.LogText;
import java.util.Optional;

/** The outcome of one request, on one line. */
final class OutcomeText {
    private static final String UNPROVEN = ", which only the voter says";

    private OutcomeText() {}

    static String of(Optional<RequestId> requestId, Outcome outcome) {
        String id = requestId.map(RequestId::toString).orElse("-");
        String where = outcome.where().map(LogPosition::toString).orElse("-");
        return id + " " + where + " " + name(outcome) + details(outcome);
    }

    /** AGREED, SPLIT, REJECTED, OVERDUE; of an unknown outcome NOT_APPENDED, MAYBE_APPENDED or APPENDED. */
    static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Agreed agreed -> "AGREED";
            case Outcome.Split split -> "SPLIT";
            case Outcome.Rejected rejected -> "REJECTED";
            case Outcome.Overdue overdue -> "OVERDUE";
            case Outcome.Unknown unknown -> unknown.known().name();
        };
    }

    /** Why, as far as somebody said it. */
    static String because(String detail) {
        return detail.isEmpty() ? "" : ": " + LogText.escaped(detail);
    }

    private static String details(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Agreed agreed ->
                " " + agreed.status() + " " + OutputText.of(agreed.contentType(), agreed.output());
            case Outcome.Rejected rejected ->
                " " + rejected.reason()
                        + rejected.replayOf()
                                .map(first -> " of offset " + first)
                                .orElse("")
                        + (rejected.isTooOld() ? ", not known whether it was executed" : "")
                        + (rejected.rederived() ? "" : UNPROVEN)
                        + because(RejectionDetail.inWords(rejected.detail()));
            case Outcome.Unknown unknown -> because(unknown.detail());
            case Outcome.Split split -> split.proved() ? "" : UNPROVEN;
            case Outcome.Overdue overdue -> "";
        };
    }
}
