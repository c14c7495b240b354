package io.tribunal.cli.output;

import io.tribunal.audit.record.ExecutorRecord;
import io.tribunal.audit.record.Latencies;
import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Standing;
import io.tribunal.kafka.process.LogText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The record of one executor, on several lines. */
public final class ExecutorText {
    private ExecutorText() {}

    public static String of(ExecutorRecord record, DetectionPolicy policy) {
        List<String> lines = new ArrayList<>();
        long decision = record.member().decision();
        lines.add(LogText.name(record.executor().value()) + " "
                + record.member().status() + (decision == 0 ? "" : " by decision " + decision));
        lines.add(line("ballots", ballots(record)));
        record.sums().forEach((kind, held) -> lines.add(line(kind.name(), evidence(kind, held, policy))));
        Latencies own = record.standings().latencies();
        lines.add(line(
                "latency",
                "median " + ms(own.median()) + ", p95 " + ms(own.p95()) + "; the others' median "
                        + ms(record.peers().median())));
        return String.join(System.lineSeparator(), lines);
    }

    private static String ballots(ExecutorRecord record) {
        return Arrays.stream(Standing.values())
                .map(standing -> name(standing) + " " + record.standings().count(standing))
                .collect(Collectors.joining(", "));
    }

    private static String evidence(DeviationClass kind, ExecutorRecord.Sum held, DetectionPolicy policy) {
        String place = " in partition " + held.partition() + ", " + held.level();
        if (kind == DeviationClass.EQUIVOCATED) {
            return held.statistic() == 0 ? "nothing" : "proved" + place;
        }
        return StatisticText.nats(held.statistic()) + " nats" + place + " (suspected at "
                + StatisticText.nats(policy.suspected()) + ", malicious at " + StatisticText.nats(policy.malicious())
                + ")";
    }

    static String name(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    private static String ms(OptionalLong latency) {
        return latency.isPresent() ? latency.getAsLong() + " ms" : "unknown";
    }

    private static String line(String label, String value) {
        return "  %-12s %s".formatted(label, value);
    }
}
