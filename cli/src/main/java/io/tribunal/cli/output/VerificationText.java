package io.tribunal.cli.output;

import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.VerificationResult;
import io.tribunal.kafka.process.LogText;
import java.io.PrintWriter;

/** What an evidence file came to, for people. */
public final class VerificationText {
    private final PrintWriter out;

    public VerificationText(PrintWriter out) {
        this.out = out;
    }

    /**
     * Prints the result and flushes.
     *
     * @param pinned whether the deployment was known from elsewhere
     */
    public void print(VerificationResult judgement, boolean pinned) {
        switch (judgement) {
            case VerificationResult.Proved proved -> proved(proved, pinned);
            case VerificationResult.Refuted refuted ->
                out.println("REFUTED " + refuted.cause() + ": " + LogText.escaped(refuted.detail()));
        }
        out.flush();
    }

    private void proved(VerificationResult.Proved proved, boolean pinned) {
        Summary summary = proved.summary();
        out.println("PROVED decision " + proved.decision() + ": " + subject(summary) + ", " + summary.outcome());
        line("deployment", proved.deployment() + (pinned ? "" : " (the file's own claim: is it the one you mean?)"));
        if (!summary.executor().isEmpty()) {
            line("position", "response log " + proved.partition() + "@" + summary.responseOffset());
            line("statistic", summary.statistic() + " micro-nats");
        }
        ballots(summary);
        proved.unproved().forEach(open -> line("not shown", open));
        line("chain head", proved.head());
    }

    /** What a decision is about, in one line. */
    static String subject(Summary summary) {
        return summary.event()
                + (summary.executor().isEmpty() ? "" : " " + summary.executor())
                + (summary.kind().isEmpty() ? "" : " for " + summary.kind());
    }

    /** One line for each ballot that the decision rests on. */
    void ballots(Summary summary) {
        summary.ballots().forEach(ballot -> ballot(summary.executor(), ballot));
    }

    private void ballot(String accused, Summary.Ballot ballot) {
        line(
                "request " + ballot.businessOffset(),
                LogText.escaped(ballot.operation() + " " + ballot.requestId() + ": "
                        + String.join(",", ballot.agreeing()) + " agree (" + ballot.needed() + " of "
                        + ballot.electorate().size() + " needed); " + accused + " differs in " + ballot.differs()
                        + ", " + ballot.field() + ": expected " + ballot.expected() + ", got " + ballot.got()));
    }

    void line(String name, Object value) {
        out.printf("%-14s %s%n", name, value);
    }
}
