package io.tribunal.conformance.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.conformance.probe.Questions;
import java.util.ArrayList;
import java.util.List;

/** Decisions in a form that does not depend on absent fields, nulls and the spelling of numbers. */
final class AdmissionView {
    private static final List<String> FIELDS =
            List.of("decision", "requestHash", "reason", "replayOf", "requestId", "clientId");

    private AdmissionView() {}

    static JsonNode of(JsonNode answer) {
        List<ObjectNode> decisions = new ArrayList<>();
        answer.path("decisions").forEach(decision -> {
            ObjectNode view = Questions.object();
            FIELDS.stream()
                    .filter(decision::hasNonNull)
                    .forEach(field -> view.put(field, decision.get(field).asText()));
            decisions.add(view);
        });
        return Questions.array(decisions);
    }
}
