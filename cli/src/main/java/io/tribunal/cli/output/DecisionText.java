package io.tribunal.cli.output;

import io.tribunal.audit.check.BundleCheck;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.kafka.process.LogText;
import java.util.stream.Collectors;

/** One decision, field by field. */
public final class DecisionText {
    private DecisionText() {}

    public static String of(DecisionHistory.Entry entry) {
        return DecisionJson.of(entry).entrySet().stream()
                .map(field -> LabelledLine.of(field.getKey(), LogText.escaped(String.valueOf(field.getValue()))))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** What the decision is about and with what effect, on one line. */
    static String subject(OrderedDecision decision) {
        String what = switch (decision.subject()) {
            case IsolationProposal proposal ->
                BundleCheck.nameOf(proposal.event()) + " " + proposal.executor()
                        + BundleCheck.kind(proposal.event())
                                .map(kind -> " for " + kind)
                                .orElse("");
            case RootMandate mandate -> "MANDATE " + mandate.mandate() + " " + action(mandate.action());
        };
        return what + ", " + decision.outcome();
    }

    private static String action(Action action) {
        return switch (action) {
            case Action.RegisterKey register ->
                "registers " + register.key().keyId() + " as " + register.key().role() + " of "
                        + register.key().owner();
            case Action.RevokeKey revoke -> "revokes " + revoke.keyId();
            case Action.ChangePolicy ignored -> "changes the policy";
            case Action.VoidState entry ->
                "declares " + entry.partition() + "@" + entry.businessOffset() + " without effect";
        };
    }
}
