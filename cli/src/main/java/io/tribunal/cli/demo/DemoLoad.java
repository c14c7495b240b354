package io.tribunal.cli.demo;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.deployment.load.Pace;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.TribunalClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Sends requests at a steady rate, waits for all outcomes, and keeps count. */
final class DemoLoad {
    private final double rate;
    private final OutcomeCounts outcomes = new OutcomeCounts();
    private final Set<LogPosition> positions = ConcurrentHashMap.newKeySet();
    private double seconds;

    /**
     * A load that has sent nothing yet.
     *
     * @param rate requests a second; 0 for no limit
     */
    DemoLoad(double rate) {
        this.rate = rate;
    }

    void run(TribunalClient client, List<NewRequest> requests) throws InterruptedException, ExecutionException {
        List<CompletableFuture<Void>> pending = new ArrayList<>(requests.size());
        Pace pace = new Pace(rate);
        long begin = System.nanoTime();
        for (NewRequest request : requests) {
            pace.await();
            long sent = System.nanoTime();
            pending.add(client.send(request).thenAccept(outcome -> count(outcome, System.nanoTime() - sent)));
        }
        CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new)).get();
        seconds += (System.nanoTime() - begin) / 1e9;
    }

    private void count(Outcome outcome, long nanos) {
        outcome.where().ifPresent(positions::add);
        outcomes.count(outcome, nanos);
    }

    OutcomeCounts outcomes() {
        return outcomes;
    }

    /** Where the requests are in the business log. */
    Set<LogPosition> positions() {
        return positions;
    }

    /** Seconds from the first send to the last outcome, summed over all runs. */
    double seconds() {
        return seconds;
    }
}
