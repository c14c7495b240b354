package io.tribunal.cli.output;

import io.tribunal.cli.options.OutputFormat;
import io.tribunal.core.identity.RequestId;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.Outcome.Knowledge;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Prints outcomes in the order of the requests, each as soon as those before it are there. For one thread. */
public final class OrderedOutcomes {
    private record Waiting(RequestId requestId, CompletableFuture<Outcome> outcome) {}

    private final PrintWriter out;
    private final OutputFormat format;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int decided;
    private int appended;

    public OrderedOutcomes(PrintWriter out, OutputFormat format) {
        this.out = out;
        this.format = format;
    }

    public void add(RequestId requestId, CompletableFuture<Outcome> outcome) {
        waiting.add(new Waiting(requestId, outcome));
        for (Waiting head = waiting.peek(); head != null && head.outcome().isDone(); head = waiting.peek()) {
            print(waiting.remove());
        }
    }

    /** Waits for the rest. */
    public void finish() {
        while (!waiting.isEmpty()) {
            print(waiting.remove());
        }
        out.flush();
    }

    private void print(Waiting done) {
        Outcome outcome = done.outcome().join();
        if (outcome.isFinal()) {
            decided++;
        }
        if (!(outcome instanceof Outcome.Unknown unknown) || unknown.known() == Knowledge.APPENDED) {
            appended++;
        }
        out.println(OutcomeText.print(format, done.requestId(), outcome));
    }

    public int decided() {
        return decided;
    }

    public int appended() {
        return appended;
    }
}
