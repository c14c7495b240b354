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
 * Brings requests to a service until there is an answer. What was certainly not sent, and operations that may be repeated,
 * are sent again for ever. Else nobody knows what the service has done: a service of the run's own is given up, for its state
 * can be built anew; with another one the executor stands still, unless it is told to refuse.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final int DOUBLINGS = 7;
    private static final String NO_TYPE = "application/octet-stream";
    private static final Pattern JSON_WITH_CHARSET =
            Pattern.compile("application/json[ \t]*;[ \t]*charset=\"?utf-8\"?", Pattern.CASE_INSENSITIVE);

    private final HttpConfig config;
    private final Hash deployment;
    private final Exchange exchange;
    private final Semaphore permits;
    private final AtomicInteger failing;

    /**
     * For one run.
     *
     * @param failing counts requests that have failed and are not through yet
     */
    Delivery(HttpConfig config, Hash deployment, Exchange exchange, AtomicInteger failing) {
        this.config = config;
        this.deployment = deployment;
        this.exchange = exchange;
        this.permits = new Semaphore(config.concurrency(), true);
        this.failing = failing;
    }

    /** The service's state is not what the log made of it any more, or may not be. */
    static final class LostException extends Exception {
        private static final long serialVersionUID = 1;

        LostException(String message) {
            super(message);
        }
    }

    private sealed interface Attempt {
        record Answered(Answer answer) implements Attempt {}

        /** Without an answer; what is not sent has no effect. */
        record Failed(String why, boolean sent) implements Attempt {}
    }

    /** The service's answer, after as many attempts as it takes. */
    Answer deliver(Call call, Host.Reached service, Host host) throws LostException, InterruptedException {
        Message message = Message.of(call, deployment, service.endpoint(), service.token());
        permits.acquire();
        try {
            return switch (attempt(service, message)) {
                case Attempt.Answered answered -> answered.answer();
                case Attempt.Failed failed -> insist(call, service, host, message, failed);
            };
        } finally {
            permits.release();
        }
    }

    private Answer insist(Call call, Host.Reached service, Host host, Message message, Attempt.Failed first)
            throws LostException, InterruptedException {
        failing.incrementAndGet();
        try {
            Attempt last = first;
            for (int attempt = 0; last instanceof Attempt.Failed failed; attempt++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                tell(call, failed.why(), attempt);
                if (!host.isAlive()) {
                    throw new LostException("the service has ended");
                }
                boolean mayRepeat =
                        !failed.sent() || config.mayRepeat(call.request().operation());
                if (!mayRepeat && config.refuses()) {
                    return Answer.refused("{\"error\":\"UNAVAILABLE\"}");
                }
                if (!mayRepeat) {
                    standStill(call, host);
                }
                Thread.sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(attempt, DOUBLINGS)));
                last = attempt(service, message);
            }
            return ((Attempt.Answered) last).answer();
        } finally {
            failing.decrementAndGet();
        }
    }

    private Attempt attempt(Host.Reached service, Message message) {
        try {
            Reply reply = exchange.send(service.endpoint(), message, config.timeout());
            return reply.isDone() || reply.isRefused()
                    ? new Attempt.Answered(answer(reply))
                    : new Attempt.Failed("status " + reply.status(), true);
        } catch (Exchange.NotSentException e) {
            return new Attempt.Failed(String.valueOf(e.getMessage()), false);
        } catch (IOException e) {
            return new Attempt.Failed(String.valueOf(e.getMessage()), true);
        }
    }

    private static void tell(Call call, String failure, int attempt) {
        if (attempt == 0 || attempt % 10 == 9) {
            LOG.warn(
                    "event=service_unavailable position={} operation=\"{}\" attempt={} error=\"{}\"",
                    call.position(),
                    LogText.escaped(call.request().operation()),
                    attempt + 1,
                    LogText.escaped(failure));
        }
    }

    private static void standStill(Call call, Host host) throws LostException, InterruptedException {
        if (host.isOwn()) {
            throw new LostException("nobody knows whether the service has executed it");
        }
        LOG.error(
                "event=service_stands_still position={} operation=\"{}\" action=\"see whether the service has executed it,"
                        + " mend it, start this executor again; it will send the request once more\"",
                call.position(),
                LogText.escaped(call.request().operation()));
        new CountDownLatch(1).await();
    }

    private static Answer answer(Reply reply) throws IOException {
        String type = reply.contentType().isEmpty() ? NO_TYPE : reply.contentType();
        String contentType = JSON_WITH_CHARSET.matcher(type).matches() ? Answer.JSON : type;
        Bytes output = reply.body();
        if (reply.isRefused()) {
            return new Answer(Status.REFUSED, contentType, output, List.of());
        }
        List<Write> writes = WriteList.parse(reply.writes());
        return new Answer(Status.OK, contentType, output, writes);
    }
}
