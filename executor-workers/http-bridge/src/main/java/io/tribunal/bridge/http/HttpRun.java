package io.tribunal.bridge.http;

import io.tribunal.kafka.process.LogText;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Call;
import io.tribunal.worker.Execution;
import io.tribunal.worker.ServiceRun;
import io.tribunal.worker.StateView;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run over a service behind HTTP: each request is delivered on a thread of its own, those of a shard key in order. */
final class HttpRun implements ServiceRun {
    private static final Logger LOG = LoggerFactory.getLogger(HttpRun.class);
    private static final String ONE_LANE = "";

    private final int partition;
    private final boolean inOrder;
    private final Host host;
    private final Delivery delivery;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Lanes lanes = new Lanes(threads);
    private final CompletableFuture<Host.Reached> reached = new CompletableFuture<>();
    private volatile boolean broken;
    private volatile boolean closed;

    /**
     * A run that begins to reach its service.
     *
     * @param inOrder whether requests of different shard keys must not overtake each other either
     */
    HttpRun(int partition, boolean inOrder, Host host, Delivery delivery) {
        this.partition = partition;
        this.inOrder = inOrder;
        this.host = host;
        this.delivery = delivery;
        threads.execute(this::reach);
    }

    /** On its way over HTTP; an answer that will never be asked for is done at once. */
    private record Delivered(CompletableFuture<Answer> answer) implements Execution {
        @Override
        public boolean isDone() {
            return answer.isDone();
        }

        @Override
        public Answer answer(StateView state) {
            return answer.join();
        }
    }

    private void reach() {
        try {
            Host.Reached found = host.reach();
            LOG.info(
                    "event=service_reached partition={} port={}",
                    partition,
                    found.endpoint().port());
            reached.complete(found);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            lose(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Execution begin(Call call) {
        if (!call.needed()) {
            return new Delivered(CompletableFuture.completedFuture(Answer.refused("{\"error\":\"NOT_NEEDED\"}")));
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        lanes.add(inOrder ? ONE_LANE : call.request().shardKey(), () -> deliver(call, answer));
        return new Delivered(answer);
    }

    /** Whatever goes wrong, no answer is made up: it stays undone, and either the run is lost or everybody waits. */
    private void deliver(Call call, CompletableFuture<Answer> answer) {
        if (broken || closed) {
            return;
        }
        try {
            answer.complete(delivery.deliver(call, reached.get(), host));
        } catch (Delivery.LostException e) {
            lose(call.position() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            lose(call.position() + ": " + e);
        }
    }

    private void lose(String why) {
        if (!closed && !broken) {
            broken = true;
            LOG.warn("event=service_failed partition={} error=\"{}\"", partition, LogText.escaped(why));
        }
    }

    @Override
    public boolean isBroken() {
        return broken || (!closed && reached.isDone() && !host.isAlive());
    }

    @Override
    public void close() {
        if (isBroken()) {
            broken = true;
        }
        closed = true;
        threads.shutdownNow();
        host.close();
    }
}
