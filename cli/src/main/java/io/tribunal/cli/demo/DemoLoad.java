package io.tribunal.cli.demo;

import io.tribunal.cli.options.Pace;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.TribunalClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Sends requests at a pace and waits for all outcomes. */
public final class DemoLoad {
    private final double rate;
    private final OutcomeCounts score;
    private final Set<LogPosition> positions = ConcurrentHashMap.newKeySet();

    public DemoLoad(double rate, OutcomeCounts score) {
        this.rate = rate;
        this.score = score;
    }

    /** Sends them; seconds from the first send to the last outcome. */
    public double run(TribunalClient client, List<NewRequest> requests) throws InterruptedException {
        List<CompletableFuture<Void>> outcomes = new ArrayList<>(requests.size());
        Pace pace = new Pace(rate);
        long begin = System.nanoTime();
        for (NewRequest request : requests) {
            pace.await();
            long sent = System.nanoTime();
            outcomes.add(client.send(request).thenAccept(outcome -> note(outcome, System.nanoTime() - sent)));
        }
        outcomes.forEach(CompletableFuture::join);
        return (System.nanoTime() - begin) / 1e9;
    }

    private void note(Outcome outcome, long nanos) {
        outcome.where().ifPresent(positions::add);
        score.note(outcome, nanos);
    }

    /** Where all requests so far stand in the log. */
    public Set<LogPosition> positions() {
        return positions;
    }
}
