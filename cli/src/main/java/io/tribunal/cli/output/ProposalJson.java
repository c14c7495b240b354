package io.tribunal.cli.output;

import io.tribunal.cli.root.ActionWords;
import io.tribunal.cli.root.Proposal;
import java.util.LinkedHashMap;
import java.util.Map;

/** A proposal of ROOT. */
public final class ProposalJson {
    private ProposalJson() {}

    public static Map<String, Object> of(Proposal proposal) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("deployment", proposal.deployment().toHex());
        json.put("mandate", proposal.mandate());
        json.put("action", ActionWords.name(proposal.action()));
        json.put("does", ActionWords.of(proposal.action()));
        json.put("remarks", proposal.remarks());
        json.put("threshold", proposal.threshold());
        json.put("signedBy", proposal.signers());
        json.put("unsigned", proposal.missing());
        return json;
    }
}
