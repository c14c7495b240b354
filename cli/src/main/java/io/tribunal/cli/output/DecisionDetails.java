package io.tribunal.cli.output;

import io.tribunal.audit.check.BundleCheck;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.RegisteredKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that one decision says, name by name. */
public final class DecisionDetails {
    private DecisionDetails() {}

    /** What it is about, in one line. */
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

    public static Map<String, Object> of(DecisionHistory.Entry entry) {
        OrderedDecision decision = entry.certified().decision();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("decision", decision.number());
        report.put("subject", subject(decision));
        if (decision.subject() instanceof IsolationProposal proposal) {
            report.put("position", "response log " + proposal.position());
            report.put("statistic", proposal.statistic());
            report.put("evidence", proposal.evidence());
            report.put("logRoot", proposal.logRoot().toHex());
            report.put("about before", proposal.previousDecision());
        }
        report.put("signed by", signers(entry));
        report.put("hash", decision.hash().toHex());
        report.put("previous", decision.previous().toHex());
        report.put("stands at", "business log " + entry.position());
        report.put("appended", entry.appendTime());
        return report;
    }

    /** Owners of the keys in the certificate, which the history has checked. */
    private static List<String> signers(DecisionHistory.Entry entry) {
        return entry.certified().certificate().signatures().stream()
                .map(KeySignature::keyId)
                .map(key -> entry.before()
                        .registry()
                        .findNamed(key)
                        .map(RegisteredKey::owner)
                        .orElse(key))
                .toList();
    }
}
