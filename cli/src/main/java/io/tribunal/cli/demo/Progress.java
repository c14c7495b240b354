package io.tribunal.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Shows how far a run is: one line that moves on a terminal, a line now and then elsewhere. */
public final class Progress {
    private static final long TERMINAL_MS = 200;
    private static final long OTHERWISE_MS = 5_000;

    private final PrintWriter out;
    private final OutcomeCounts score;
    private final int requests;
    private final boolean terminal;
    private final Thread painter;

    private Progress(PrintWriter out, OutcomeCounts score, int requests, boolean terminal) {
        this.out = out;
        this.score = score;
        this.requests = requests;
        this.terminal = terminal;
        this.painter = Thread.ofVirtual().unstarted(this::paint);
    }

    /** Does the work and shows how far it is meanwhile. */
    public static <T> T during(Callable<T> work, PrintWriter out, OutcomeCounts score, int requests, boolean terminal)
            throws Exception {
        Progress progress = new Progress(out, score, requests, terminal);
        progress.painter.start();
        try {
            return work.call();
        } finally {
            progress.painter.interrupt();
            progress.painter.join();
        }
    }

    private void paint() {
        try {
            while (true) {
                Thread.sleep(terminal ? TERMINAL_MS : OTHERWISE_MS);
                line(terminal ? "\r" : "", terminal ? "" : "\n");
            }
        } catch (InterruptedException e) {
            if (terminal) {
                line("\r", "\n");
            }
        }
    }

    private void line(String before, String after) {
        out.printf(
                Locale.ROOT,
                "%sverdicts %d of %d, p50 %.1f ms, p99 %.1f ms   %s",
                before,
                score.decided(),
                requests,
                score.latency(50),
                score.latency(99),
                after);
        out.flush();
    }
}
