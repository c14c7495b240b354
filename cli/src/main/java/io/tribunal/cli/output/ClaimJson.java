package io.tribunal.cli.output;

import io.tribunal.audit.export.Claim;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record of isolation-decisions, and why it does not agree with the decisions in force. */
public final class ClaimJson {
    private ClaimJson() {}

    public static Map<String, Object> of(Claim.Checked checked) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("partition", 0);
        json.put("offset", checked.claim().offset());
        json.put("key", checked.claim().key());
        json.put("worth", checked.worth().name());
        json.put("detail", checked.why());
        return json;
    }
}
