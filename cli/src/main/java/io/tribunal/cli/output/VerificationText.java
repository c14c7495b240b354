package io.tribunal.cli.output;

import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.VerificationResult;
import io.tribunal.kafka.process.LogText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The result of checking an evidence file, on several lines. */
public final class VerificationText {
    private VerificationText() {}

    /**
     * The text of a result.
     *
     * @param pinned whether the deployment was given by the user, not only by the file itself
     */
    public static String of(VerificationResult result, boolean pinned) {
        return switch (result) {
            case VerificationResult.Proved proved -> String.join(System.lineSeparator(), lines(proved, pinned));
            case VerificationResult.Refuted refuted ->
                "REFUTED " + refuted.cause() + ": " + LogText.escaped(refuted.detail());
        };
    }

    private static List<String> lines(VerificationResult.Proved proved, boolean pinned) {
        Summary summary = proved.summary();
        List<String> lines = new ArrayList<>();
        lines.add("PROVED decision " + proved.decision() + ": " + subject(summary) + ", " + summary.outcome());
        lines.add(LabelledLine.of(
                "deployment",
                proved.deployment() + (pinned ? "" : " (the file's own claim; give --deployment to check it)")));
        if (!summary.executor().isEmpty()) {
            lines.add(
                    LabelledLine.of("position", "response log " + proved.partition() + "@" + summary.responseOffset()));
            lines.add(LabelledLine.of("statistic", summary.statistic() + " micro-nats"));
        }
        summary.ballots().forEach(ballot -> lines.add(ballot(summary.executor(), ballot)));
        proved.unproved().forEach(open -> lines.add(LabelledLine.of("not shown", open)));
        lines.add(LabelledLine.of("chain head", proved.head()));
        return lines;
    }

    private static String subject(Summary summary) {
        return summary.event()
                + (summary.executor().isEmpty() ? "" : " " + LogText.name(summary.executor()))
                + (summary.kind().isEmpty() ? "" : " for " + summary.kind());
    }

    private static String ballot(String executor, Summary.Ballot ballot) {
        return LabelledLine.of(
                "request " + ballot.businessOffset(),
                LogText.name(ballot.operation()) + " " + LogText.name(ballot.requestId()) + ": "
                        + ballot.agreeing().stream().map(LogText::name).collect(Collectors.joining(",")) + " agree ("
                        + ballot.needed() + " of "
                        + ballot.electorate().size() + " needed); " + LogText.name(executor) + " differs in "
                        + LogText.name(ballot.differs()) + ", " + LogText.name(ballot.field()) + ": expected "
                        + LogText.json(ballot.expected()) + ", got " + LogText.json(ballot.got()));
    }
}
