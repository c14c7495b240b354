package io.tribunal.cli.output;

import io.tribunal.audit.check.BundleCheck;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.kafka.process.LogText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One decision, field by field. */
public final class DecisionText {
    private DecisionText() {}

    public static String of(DecisionHistory.Entry entry) {
        return DecisionJson.of(entry).entrySet().stream()
                .map(field -> LabelledLine.of(
                        label(field.getKey()),
                        field.getValue() instanceof List<?> list
                                ? LogText.names(list)
                                : LogText.escaped(String.valueOf(field.getValue()))))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** A field's name as words. */
    private static String label(String field) {
        return field.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    /** What the decision is about and with what effect, on one line. */
    static String subject(OrderedDecision decision) {
        String what = switch (decision.subject()) {
            case IsolationProposal proposal -> event(proposal);
            case RootMandate mandate -> "MANDATE " + mandate.mandate() + " " + action(mandate.action());
        };
        return what + ", " + decision.outcome();
    }

    /** What happens to which executor, and why. */
    static String event(IsolationProposal proposal) {
        return BundleCheck.nameOf(proposal.event()) + " "
                + LogText.name(proposal.executor().value())
                + BundleCheck.kind(proposal.event()).map(kind -> " for " + kind).orElse("");
    }

    private static String action(Action action) {
        return switch (action) {
            case Action.RegisterKey register ->
                "registers " + LogText.name(register.key().keyId().value()) + " as "
                        + register.key().role() + " of "
                        + LogText.name(register.key().owner());
            case Action.RevokeKey revoke ->
                "revokes " + LogText.name(revoke.keyId().value());
            case Action.ChangePolicy ignored -> "changes the policy";
            case Action.VoidState entry ->
                "declares " + entry.partition() + "@" + entry.businessOffset() + " without effect";
        };
    }
}
