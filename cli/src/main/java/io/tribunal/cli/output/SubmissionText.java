package io.tribunal.cli.output;

import io.tribunal.cli.root.ActionWords;
import io.tribunal.cli.root.Proposal;
import io.tribunal.cli.root.Submission;
import io.tribunal.kafka.process.LogText;
import java.util.stream.Collectors;

/** A mandate that is in force, and where. */
public final class SubmissionText {
    private SubmissionText() {}

    public static String of(Submission.Result result) {
        Proposal proposal = result.proposal();
        String offsets = result.offsets().entrySet().stream()
                .map(place -> place.getKey() + "@" + place.getValue())
                .collect(Collectors.joining(", "));
        return String.join(
                System.lineSeparator(),
                LabelledLine.of("mandate", proposal.mandate() + ", " + ActionWords.name(proposal.action())),
                LabelledLine.of("signed by", LogText.names(proposal.signers())),
                LabelledLine.of("decision", result.decision() + (result.before() ? ", submitted before" : "")),
                LabelledLine.of("in force from", offsets + " (partition@offset in business-log)"));
    }
}
