package io.tribunal.cli.output;

import com.fasterxml.jackson.databind.util.RawValue;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.ingest.Outcome;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The outcome of one request. */
final class OutcomeJson {
    private OutcomeJson() {}

    static Map<String, Object> of(Optional<RequestId> requestId, Outcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("requestId", requestId.map(RequestId::toString).orElse(null));
        json.put("partition", outcome.where().map(LogPosition::partition).orElse(null));
        json.put("offset", outcome.where().map(LogPosition::offset).orElse(null));
        json.put("outcome", OutcomeText.name(outcome));
        json.put("status", null);
        json.put("output", null);
        putDetails(json, outcome);
        return json;
    }

    private static void putDetails(Map<String, Object> json, Outcome outcome) {
        switch (outcome) {
            case Outcome.Agreed agreed -> {
                json.put("status", agreed.status().name());
                json.put("output", output(agreed.contentType(), agreed.output()));
            }
            case Outcome.Rejected rejected -> {
                json.put("reason", rejected.reason().name());
                json.put("detail", rejected.detail());
                rejected.replayOf().ifPresent(offset -> json.put("replayOf", offset));
                json.put("rederived", rejected.rederived());
            }
            case Outcome.Unknown unknown -> {
                if (!unknown.detail().isEmpty()) {
                    json.put("detail", unknown.detail());
                }
            }
            case Outcome.Split split -> json.put("proved", split.proved());
            case Outcome.Overdue overdue -> {}
        }
    }

    /** A JSON output as it is, which is valid because it was normalized; any other output in base64. */
    static Object output(String contentType, Bytes output) {
        return contentType.equals(Normalizer.JSON)
                ? new RawValue(output.toUtf8())
                : Base64.getEncoder().encodeToString(output.array());
    }
}
