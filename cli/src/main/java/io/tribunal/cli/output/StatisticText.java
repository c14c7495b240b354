package io.tribunal.cli.output;

import io.tribunal.audit.record.StatisticPath;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A statistic and its way, in nats. */
public final class StatisticText {
    private static final double MICRO = 1_000_000;

    private StatisticText() {}

    static String nats(long microNats) {
        return String.format(Locale.ROOT, "%.2f", microNats / MICRO);
    }

    public static void print(PrintWriter out, List<StatisticPath.Step> path) {
        for (StatisticPath.Step step : path) {
            out.printf(
                    "%-14s response log %d: deviated at %s, %d other ballots closed%n",
                    nats(step.statistic()) + " nats", step.responseOffset(), step.deviated(), step.others());
        }
        out.flush();
    }
}
