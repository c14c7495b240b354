package io.tribunal.isolation;

import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.process.RunningRole;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code tribunal validate}: one validator. It keeps nothing of its own: when the brokers were away for too long it begins
 * anew at the first record of every log, and so it does after a crash. What can not get better by that ends it.
 */
public final class ValidatorRole implements RunningRole {
    private static final Logger LOG = LoggerFactory.getLogger(ValidatorRole.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PAUSE_MS = 1_000;

    private final Supplier<Session> sessions;
    private final long pause;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Tail tail;
    private volatile boolean caughtUp;

    public ValidatorRole(ValidatorConfig config, SchemaIds schemas) {
        this(() -> Session.open(config, schemas), PAUSE_MS);
    }

    /**
     * A validator with those connections.
     *
     * @param pause ms before it begins anew
     */
    ValidatorRole(Supplier<Session> sessions, long pause) {
        this.sessions = sessions;
        this.pause = pause;
    }

    @Override
    public void run() throws InterruptedException {
        while (!isStopped()) {
            try (Session session = sessions.get()) {
                tail = session.tail();
                follow(session);
            } catch (WakeupException woken) {
                LOG.debug("event=validator_woken");
            } catch (RetriableException trouble) {
                LOG.warn("event=validator_begins_anew error=\"{}\"", LogText.escaped(String.valueOf(trouble)), trouble);
                stopped.await(pause, TimeUnit.MILLISECONDS);
            } finally {
                caughtUp = false;
            }
        }
    }

    private void follow(Session session) {
        long start = System.nanoTime();
        while (!isStopped()) {
            session.validator()
                    .step(session.tail().poll(POLL), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            session.writer().check();
            noteCatchingUp(session);
        }
    }

    private void noteCatchingUp(Session session) {
        if (!caughtUp && session.tail().hasReadAll()) {
            caughtUp = true;
            LOG.info("event=validator_caught_up");
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public void stop() {
        stopped.countDown();
        Tail reading = tail;
        if (reading != null) {
            reading.wakeUp();
        }
    }

    /** Has read all that was there when it began, and goes on. */
    @Override
    public boolean isHealthy() {
        return caughtUp;
    }
}
