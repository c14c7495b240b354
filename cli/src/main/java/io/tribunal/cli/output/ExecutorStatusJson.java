package io.tribunal.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;

/** An executor's present status and the decision that it follows from. */
public final class ExecutorStatusJson {
    private ExecutorStatusJson() {}

    public static Map<String, Object> of(ExecutorStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("executor", status.executor().value());
        json.put("status", status.member().status().name());
        json.put("decision", status.member().decision());
        status.decision().ifPresent(entry -> {
            json.put("appended", entry.appendTime());
            json.put("subject", DecisionText.subject(entry.certified().decision()));
        });
        return json;
    }
}
