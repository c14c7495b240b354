package io.tribunal.cli.output;

import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.identity.RegisteredKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One decision, field by field. */
public final class DecisionJson {
    private DecisionJson() {}

    public static Map<String, Object> of(DecisionHistory.Entry entry) {
        OrderedDecision decision = entry.certified().decision();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("decision", decision.number());
        json.put("subject", DecisionText.subject(decision));
        if (decision.subject() instanceof IsolationProposal proposal) {
            json.put("partition", proposal.position().partition());
            json.put("responseOffset", proposal.position().offset());
            json.put("statistic", proposal.statistic());
            json.put("evidence", proposal.evidence());
            json.put("logRoot", proposal.logRoot().toHex());
            json.put("previousAbout", proposal.previousDecision());
        }
        json.put("signedBy", signers(entry));
        json.put("hash", decision.hash().toHex());
        json.put("previous", decision.previous().toHex());
        json.put("businessOffset", entry.position().offset());
        json.put("appended", entry.appendTime());
        return json;
    }

    /** Owners of the keys in the certificate, which was checked when the history was read. */
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
