package io.tribunal.cli.output;

import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.kafka.process.LogText;
import java.time.Instant;

/** An executor's present status and the decision that it follows from, on one line. */
public final class ExecutorStatusText {
    private ExecutorStatusText() {}

    public static String of(ExecutorStatus status) {
        return LogText.name(status.executor().value()) + " " + status.member().status()
                + status.decision().map(ExecutorStatusText::since).orElse("");
    }

    private static String since(DecisionHistory.Entry entry) {
        return " since " + Instant.ofEpochMilli(entry.appendTime()) + " by decision " + entry.number() + ": "
                + DecisionText.subject(entry.certified().decision());
    }
}
