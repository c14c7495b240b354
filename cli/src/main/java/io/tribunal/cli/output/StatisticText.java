package io.tribunal.cli.output;

import io.tribunal.audit.record.StatisticPath;
import io.tribunal.core.detection.Weights;
import java.util.Locale;

/** One step of the statistic that led to a decision, in nats. */
public final class StatisticText {
    private StatisticText() {}

    public static String of(StatisticPath.Step step) {
        return LabelledLine.of(
                nats(step.statistic()) + " nats",
                "response log %d: deviated at %s, %d other ballots closed"
                        .formatted(step.responseOffset(), step.deviated(), step.others()));
    }

    static String nats(long microNats) {
        return String.format(Locale.ROOT, "%.2f", (double) microNats / Weights.NAT);
    }
}
