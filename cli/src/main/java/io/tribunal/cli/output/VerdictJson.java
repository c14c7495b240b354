package io.tribunal.cli.output;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.ExecutorId;
import java.util.LinkedHashMap;
import java.util.Map;

/** A verdict as the voter published it, unchecked. */
public final class VerdictJson {
    private VerdictJson() {}

    public static Map<String, Object> of(Verdict verdict) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("partition", verdict.position().partition());
        json.put("offset", verdict.position().offset());
        json.put("sequence", verdict.sequence());
        json.put("requestId", verdict.requestId().map(Object::toString).orElse(null));
        json.put("clientId", verdict.clientId().map(Object::toString).orElse(null));
        json.put("final", verdict.isFinal());
        putOutcome(json, verdict.outcome());
        json.put(
                "supporters",
                verdict.supporters().stream()
                        .map(supporter -> supporter.executorId().value())
                        .toList());
        json.put(
                "dissenters",
                verdict.dissenters().stream().map(VerdictJson::dissenter).toList());
        json.put("silent", verdict.silent().stream().map(ExecutorId::value).toList());
        json.put("elapsed", verdict.elapsed());
        return json;
    }

    private static void putOutcome(Map<String, Object> json, Verdict.Outcome outcome) {
        json.put("outcome", name(outcome));
        json.put("status", null);
        json.put("output", null);
        switch (outcome) {
            case Verdict.Agreed agreed -> {
                json.put("status", agreed.status().name());
                json.put("output", OutcomeJson.output(agreed.contentType(), agreed.output()));
            }
            case Verdict.Split split -> {}
            case Verdict.Overdue overdue -> {}
            case Verdict.Rejected rejected -> {
                json.put("reason", rejected.reason().name());
                json.put("detail", rejected.detail());
                rejected.replayOf().ifPresent(offset -> json.put("replayOf", offset));
            }
        }
    }

    private static String name(Verdict.Outcome outcome) {
        return switch (outcome) {
            case Verdict.Agreed agreed -> "AGREED";
            case Verdict.Split split -> "SPLIT";
            case Verdict.Overdue overdue -> "OVERDUE";
            case Verdict.Rejected rejected -> "REJECTED";
        };
    }

    private static Map<String, String> dissenter(Verdict.Dissenter dissenter) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("executor", dissenter.executorId().value());
        json.put("differs", dissenter.differs().name());
        return json;
    }
}
