package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.worker.Service;
import java.util.Map;
import java.util.Optional;

/** All probes over one service. The state of {@code execute} lasts as long as this. Not safe for use by several threads. */
public final class Probes {
    private final Map<String, Probe> byName;

    /** @param jsonLibrary a class of the service's JSON library, for the bill of materials; empty when the service runs outside */
    public Probes(Service service, Optional<Class<?>> jsonLibrary) {
        byName = Map.ofEntries(
                Map.entry("bom", new BomProbe(jsonLibrary, service.platform())),
                Map.entry("partition", SimpleProbes::partition),
                Map.entry("verify", SimpleProbes::verify),
                Map.entry("body", SimpleProbes::body),
                Map.entry("window", new WindowProbe()),
                Map.entry("admission", new AdmissionProbe()),
                Map.entry("state", new StateProbe()),
                Map.entry("execute", new ExecuteProbe(service)),
                Map.entry("batch", SigningProbes::batch),
                Map.entry("rejoin", SigningProbes::rejoin),
                Map.entry("restore", new RestoreProbe()));
    }

    /** The answer; a question that cannot be answered gets one with the member {@code error}, never an exception. */
    public ObjectNode answer(JsonNode question) {
        ObjectNode answer = Wire.object();
        if (question.has("id")) {
            answer.set("id", question.get("id"));
        }
        Probe probe = byName.get(question.path("probe").asText());
        if (probe == null) {
            return answer.put("error", "no such probe");
        }
        try {
            return answer.setAll(probe.answer(question));
        } catch (RuntimeException e) {
            return answer.put("error", String.valueOf(e.getMessage()));
        }
    }
}
