package io.tribunal.bridge.http;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.kafka.process.LogText;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Call;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to a service until there is an answer. Requests that were certainly not sent, and operations that may be
 * repeated, are sent again without limit. After any other failure the outcome is unknown: a service that the bridge started is
 * replaced, and its state rebuilt; with an external one the executor blocks, unless it is configured to refuse.
 */
final class RequestDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDelivery.class);
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final int DOUBLINGS = 7;
    private static final String NO_TYPE = "application/octet-stream";
    private static final Pattern JSON_WITH_CHARSET =
            Pattern.compile("application/json[ \t]*;[ \t]*charset=\"?utf-8\"?", Pattern.CASE_INSENSITIVE);

    private final HttpConfig config;
    private final Hash deployment;
    private final OneShotHttpClient client;
    private final Semaphore permits;
    private final AtomicInteger failing;

    /**
     * Sends the requests of one run.
     *
     * @param failing counts requests that have failed and have no answer yet
     */
    RequestDelivery(HttpConfig config, Hash deployment, OneShotHttpClient client, AtomicInteger failing) {
        this.config = config;
        this.deployment = deployment;
        this.client = client;
        this.permits = new Semaphore(config.concurrency(), true);
        this.failing = failing;
    }

    /** The service's state differs from the log's, or may differ. */
    static final class StateLostException extends Exception {
        private static final long serialVersionUID = 1;

        StateLostException(String message) {
            super(message);
        }
    }

    private sealed interface Attempt {
        record Answered(Answer answer) implements Attempt {}

        /** Without an answer; a request that was not sent has no effect. */
        record Failed(String why, boolean sent) implements Attempt {}
    }

    /** The service's answer, after as many attempts as it takes. */
    Answer deliver(Call call, ServiceInstance.Address service, ServiceInstance instance)
            throws StateLostException, InterruptedException {
        HttpRequest request = HttpRequest.of(call, deployment, service.endpoint(), service.token());
        permits.acquire();
        try {
            return switch (attempt(service, request)) {
                case Attempt.Answered answered -> answered.answer();
                case Attempt.Failed failed -> retry(call, service, instance, request, failed);
            };
        } finally {
            permits.release();
        }
    }

    private Answer retry(
            Call call,
            ServiceInstance.Address service,
            ServiceInstance instance,
            HttpRequest request,
            Attempt.Failed first)
            throws StateLostException, InterruptedException {
        failing.incrementAndGet();
        try {
            Attempt last = first;
            for (int attempt = 0; last instanceof Attempt.Failed failed; attempt++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                logFailure(call, failed.why(), attempt);
                if (!instance.isAlive()) {
                    throw new StateLostException("the service has ended");
                }
                boolean mayRepeat =
                        !failed.sent() || config.mayRepeat(call.request().operation());
                if (!mayRepeat && config.refuses()) {
                    return Answer.refused("{\"error\":\"UNAVAILABLE\"}");
                }
                if (!mayRepeat) {
                    block(call, instance);
                }
                Thread.sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(attempt, DOUBLINGS)));
                last = attempt(service, request);
            }
            return ((Attempt.Answered) last).answer();
        } finally {
            failing.decrementAndGet();
        }
    }

    private Attempt attempt(ServiceInstance.Address service, HttpRequest request) {
        try {
            HttpResponse response = client.send(service.endpoint(), request, config.timeout());
            return response.isDone() || response.isRefused()
                    ? new Attempt.Answered(answer(response))
                    : new Attempt.Failed("status " + response.status(), true);
        } catch (OneShotHttpClient.NotSentException e) {
            return new Attempt.Failed(String.valueOf(e.getMessage()), false);
        } catch (IOException e) {
            return new Attempt.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    private static void logFailure(Call call, String failure, int attempt) {
        if (attempt == 0 || attempt % 10 == 9) {
            LOG.warn(
                    "event=service_unavailable position={} operation=\"{}\" attempt={} error=\"{}\"",
                    call.position(),
                    LogText.escaped(call.request().operation()),
                    attempt + 1,
                    LogText.escaped(failure));
        }
    }

    private static void block(Call call, ServiceInstance instance) throws StateLostException, InterruptedException {
        if (instance.isManaged()) {
            throw new StateLostException("it is unknown whether the service has executed the request");
        }
        LOG.error(
                "event=service_blocked position={} operation=\"{}\" action=\"find out whether the service has executed it,"
                        + " repair the service, restart this executor; it will send the request again\"",
                call.position(),
                LogText.escaped(call.request().operation()));
        new CountDownLatch(1).await();
    }

    private static Answer answer(HttpResponse response) throws IOException {
        String type = response.contentType().isEmpty() ? NO_TYPE : response.contentType();
        String contentType = JSON_WITH_CHARSET.matcher(type).matches() ? Answer.JSON : type;
        Bytes output = response.body();
        if (response.isRefused()) {
            return new Answer(Status.REFUSED, contentType, output, List.of());
        }
        List<Write> writes = WriteList.parse(response.writes());
        return new Answer(Status.OK, contentType, output, writes);
    }
}
