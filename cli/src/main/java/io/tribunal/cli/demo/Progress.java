package io.tribunal.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows the progress of a run: on a terminal by one line that is painted over, elsewhere by a new line every few seconds.
 *
 * @param isTerminal whether {@code out} is a terminal, which Java cannot detect
 */
public record Progress(PrintWriter out, boolean isTerminal) {
    private static final long TERMINAL_MS = 200;
    private static final long OTHERWISE_MS = 5_000;

    /** Work that may fail. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Prints a line. */
    void say(String line) {
        out.println(line);
    }

    /** Does the work and shows meanwhile how many of the requests have a verdict. */
    void during(Work work, OutcomeCounts outcomes, int requests) throws Exception {
        Thread painter = Thread.ofVirtual().start(() -> paint(outcomes, requests));
        try {
            work.run();
        } finally {
            painter.interrupt();
            painter.join();
        }
    }

    private void paint(OutcomeCounts outcomes, int requests) {
        try {
            while (true) {
                Thread.sleep(isTerminal ? TERMINAL_MS : OTHERWISE_MS);
                print(isTerminal ? "\r" : "", outcomes, requests, isTerminal ? "" : "\n");
            }
        } catch (InterruptedException e) {
            if (isTerminal) {
                print("\r", outcomes, requests, "\n");
            }
        }
    }

    private void print(String before, OutcomeCounts outcomes, int requests, String after) {
        out.printf(
                Locale.ROOT,
                "%sverdicts %d of %d, p50 %.1f ms, p99 %.1f ms   %s",
                before,
                outcomes.decided(),
                requests,
                outcomes.latency(50),
                outcomes.latency(99),
                after);
        out.flush();
    }
}
