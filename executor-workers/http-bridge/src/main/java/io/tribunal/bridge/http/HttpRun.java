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

/** Sends one partition's requests to a service over HTTP: concurrently, but in order for each shard key. */
final class HttpRun implements ServiceRun {
    private static final Logger LOG = LoggerFactory.getLogger(HttpRun.class);
    private static final String ONE_KEY_FOR_ALL = "";

    private final int partition;
    private final boolean inOrder;
    private final ServiceInstance instance;
    private final RequestDelivery delivery;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final KeyedSerialExecutor queues = new KeyedSerialExecutor(threads);
    private final CompletableFuture<ServiceInstance.Address> ready = new CompletableFuture<>();
    private volatile boolean broken;
    private volatile boolean closed;

    /**
     * Starts to connect to its service.
     *
     * @param inOrder whether requests of different shard keys must not overtake each other either
     */
    HttpRun(int partition, boolean inOrder, ServiceInstance instance, RequestDelivery delivery) {
        this.partition = partition;
        this.inOrder = inOrder;
        this.instance = instance;
        this.delivery = delivery;
        threads.execute(this::connect);
    }

    /** A request that is sent over HTTP. */
    private record HttpExecution(CompletableFuture<Answer> answer) implements Execution {
        @Override
        public boolean isDone() {
            return answer.isDone();
        }

        @Override
        public Answer answer(StateView state) {
            return answer.join();
        }
    }

    private void connect() {
        try {
            ServiceInstance.Address found = instance.awaitReady();
            LOG.info(
                    "event=service_reached partition={} port={}",
                    partition,
                    found.endpoint().port());
            ready.complete(found);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            lose(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Execution begin(Call call) {
        if (!call.needed()) {
            return new HttpExecution(CompletableFuture.completedFuture(Answer.refused("{\"error\":\"NOT_NEEDED\"}")));
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        queues.add(inOrder ? ONE_KEY_FOR_ALL : call.request().shardKey(), () -> deliver(call, answer));
        return new HttpExecution(answer);
    }

    /** After a failure the request stays without an answer: either the run is lost, or the executor blocks. */
    private void deliver(Call call, CompletableFuture<Answer> answer) {
        if (broken || closed) {
            return;
        }
        try {
            answer.complete(delivery.deliver(call, ready.get(), instance));
        } catch (RequestDelivery.StateLostException e) {
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
        return broken || (!closed && ready.isDone() && !instance.isAlive());
    }

    @Override
    public void close() {
        if (isBroken()) {
            broken = true;
        }
        closed = true;
        threads.shutdownNow();
        instance.close();
    }
}
