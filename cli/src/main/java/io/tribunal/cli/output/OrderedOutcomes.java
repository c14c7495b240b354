package io.tribunal.cli.output;

import io.tribunal.core.identity.RequestId;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.Outcome.Knowledge;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Prints outcomes in the order of their requests, each as soon as it and all before it are known. For one thread. */
public final class OrderedOutcomes {
    private record Pending(Supplier<Optional<RequestId>> requestId, CompletableFuture<Outcome> outcome) {}

    private final ResultPrinter printer;
    private final Queue<Pending> pending = new ArrayDeque<>();
    private int decided;
    private int appended;
    private int declined;

    public OrderedOutcomes(ResultPrinter printer) {
        this.printer = printer;
    }

    /**
     * Adds a request; those whose turn it is are printed.
     *
     * @param requestId asked when the outcome is known; empty if the request never had an identity
     */
    public void add(Supplier<Optional<RequestId>> requestId, CompletableFuture<Outcome> outcome) {
        pending.add(new Pending(requestId, outcome));
        for (Pending head = pending.peek(); head != null && head.outcome().isDone(); head = pending.peek()) {
            print(pending.remove());
        }
    }

    /** Waits for the remaining outcomes and prints them. */
    public void finish() {
        while (!pending.isEmpty()) {
            print(pending.remove());
        }
    }

    /** @throws RuntimeException the reason why a look-up failed, if one did */
    private static Outcome known(Pending request) {
        try {
            return request.outcome().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException reason ? reason : failed;
        }
    }

    private void print(Pending request) {
        Outcome known = known(request);
        if (known.isFinal()) {
            decided++;
        }
        if (!(known instanceof Outcome.Unknown unknown) || unknown.known() == Knowledge.APPENDED) {
            appended++;
        }
        if (known instanceof Outcome.Rejected || known instanceof Outcome.Split) {
            declined++;
        }
        Optional<RequestId> id = request.requestId().get();
        printer.print(known, outcome -> OutcomeText.of(id, outcome), outcome -> OutcomeJson.of(id, outcome));
    }

    /** How many printed requests have a final verdict. */
    public int decided() {
        return decided;
    }

    /** How many printed requests are in the log for certain. */
    public int appended() {
        return appended;
    }

    /** How many printed requests were REJECTED or SPLIT. */
    public int declined() {
        return declined;
    }
}
