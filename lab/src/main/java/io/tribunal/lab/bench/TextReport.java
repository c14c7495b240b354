package io.tribunal.lab.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints the result as a table. */
final class TextReport {
    private static final String NOTE = """
            Latency is from send (open loop: from when the request was due) to a verdict that the client has verified itself.
            The baseline is the same path without the voting: one record a request, five processes that copy it in batches,
            a Kafka Streams hop with the voter's settings that emits one record at the third copy, the client; sizes, topic
            settings, brokers and acks are the same. It does not measure the state store's reading (only the client reads
            there), the voter's second read of the requests, snapshots, nor key skew (it spreads evenly). While it runs
            the deployment idles, heartbeats and all, on the same cores.""";

    private static final double KB = 1_024;

    private final PrintWriter out;

    TextReport(PrintWriter out) {
        this.out = out;
    }

    void print(BenchResult result) {
        out.println(
                "                          answers/s  slowest tenth    p50 ms    p99 ms  p99.9 ms    max ms  unanswered");
        for (BenchResult.Run run : result.runs()) {
            out.println(run.load().describe());
            row("tribunal", run.tribunal().figures());
            run.baseline().ifPresent(baseline -> {
                row("pass-through baseline", baseline.figures());
                ratio(run.tribunal().figures(), baseline.figures());
            });
        }
        out.println("what one answer costs");
        for (BenchResult.Run run : result.runs()) {
            out.println(run.load().describe());
            costs("tribunal", run.tribunal().costs());
            run.baseline().ifPresent(baseline -> costs("pass-through baseline", baseline.costs()));
        }
        out.printf(
                Locale.ROOT,
                "bytes: entry %d, response %d and %d a batch of them, verdict %d%n",
                result.sizes().entry(),
                result.sizes().response(),
                result.sizes().batch(),
                result.sizes().verdict());
        out.println(NOTE);
        out.flush();
    }

    private void row(String name, Figures figures) {
        out.printf(
                Locale.ROOT,
                "  %-22s %10.0f %14.0f %9.1f %9.1f %9.1f %9.1f %11d%n",
                name,
                figures.perSecond(),
                figures.slowestTenth(),
                figures.p50(),
                figures.p99(),
                figures.p999(),
                figures.max(),
                figures.unanswered());
    }

    private void costs(String name, Costs costs) {
        out.printf(
                Locale.ROOT,
                "  %-22s %.3f ms of processor time: %s%n",
                name,
                costs.processorMsInAll(),
                costs.processorMs().entrySet().stream()
                        .map(entry -> "%s %.3f".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", ")));
        out.printf(
                Locale.ROOT,
                "  %-22s %s%.1f KB allocated; %.1f answers a batch; %.0f MB of heap in use%n",
                "",
                costs.cluster().map(TextReport::text).orElse(""),
                costs.allocatedBytes() / KB,
                costs.answersPerBatch(),
                costs.liveHeapBytes() / (KB * KB));
    }

    private static String text(Costs.ClusterShare cluster) {
        return "%.2f requests to brokers, %.1f KB written, %.1f KB read; "
                .formatted(cluster.requests(), cluster.bytesIn() / KB, cluster.bytesOut() / KB);
    }

    private void ratio(Figures tribunal, Figures baseline) {
        out.printf(
                Locale.ROOT,
                "  %-22s %10.2f %14.2f %9.2f %9.2f %9.2f %9.2f%n",
                "ratio",
                tribunal.perSecond() / baseline.perSecond(),
                tribunal.slowestTenth() / baseline.slowestTenth(),
                tribunal.p50() / baseline.p50(),
                tribunal.p99() / baseline.p99(),
                tribunal.p999() / baseline.p999(),
                tribunal.max() / baseline.max());
    }
}
