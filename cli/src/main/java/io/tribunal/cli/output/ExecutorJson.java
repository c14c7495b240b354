package io.tribunal.cli.output;

import io.tribunal.audit.record.ExecutorRecord;
import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.Standing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The record of one executor. Statistics and thresholds are in micro-nats, latencies in ms; null where unknown. */
public final class ExecutorJson {
    private ExecutorJson() {}

    public static Map<String, Object> of(ExecutorRecord record, DetectionPolicy policy) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("executor", record.executor().value());
        json.put("status", record.member().status().name());
        json.put("decision", record.member().decision());
        for (Standing standing : Standing.values()) {
            json.put(ExecutorText.name(standing), record.standings().count(standing));
        }
        json.put("sums", record.sums());
        json.put("suspected", policy.suspected());
        json.put("malicious", policy.malicious());
        json.put("latencyMedian", orNull(record.standings().latencies().median()));
        json.put("latencyP95", orNull(record.standings().latencies().p95()));
        json.put("peersMedian", orNull(record.peers().median()));
        return json;
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
