package io.tribunal.cli.output;

import io.tribunal.audit.record.ExecutorRecord;
import io.tribunal.audit.record.Latencies;
import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Standing;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One executor's record. */
public final class ExecutorText {
    private final DetectionPolicy policy;

    public ExecutorText(DetectionPolicy policy) {
        this.policy = policy;
    }

    public void print(PrintWriter out, ExecutorRecord record) {
        out.println(record.executor() + " " + record.member().status()
                + (record.member().decision() == 0
                        ? ""
                        : " by decision " + record.member().decision()));
        line(
                out,
                "ballots",
                Arrays.stream(Standing.values())
                        .map(standing -> name(standing) + " " + record.standings().count(standing))
                        .collect(Collectors.joining(", ")));
        record.sums().forEach((kind, held) -> line(out, kind.name(), held(kind, held)));
        Latencies own = record.standings().latencies();
        line(
                out,
                "latency",
                "median " + ms(own.median()) + ", p95 " + ms(own.p95()) + "; the others' median "
                        + ms(record.peers().median()));
    }

    private String held(DeviationClass kind, ExecutorRecord.Sum held) {
        String at = " in partition " + held.partition() + ", " + held.level();
        return kind == DeviationClass.EQUIVOCATED
                ? (held.statistic() == 0 ? "nothing" : "proved" + at)
                : StatisticText.nats(held.statistic()) + " nats" + at + " (suspected at "
                        + StatisticText.nats(policy.suspected()) + ", malicious at "
                        + StatisticText.nats(policy.malicious()) + ")";
    }

    private static String name(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    private static String ms(OptionalLong latency) {
        return latency.isPresent() ? latency.getAsLong() + " ms" : "unknown";
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("  %-12s %s%n", name, value);
    }

    public Map<String, Object> json(ExecutorRecord record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("executor", record.executor().value());
        json.put("status", record.member().status().name());
        json.put("decision", record.member().decision());
        for (Standing standing : Standing.values()) {
            json.put(name(standing), record.standings().count(standing));
        }
        json.put("held", record.sums());
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
