package io.tribunal.isolation;

import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.process.RunningRole;
import io.tribunal.kafka.schema.RegisteredSchemas;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.topic.Topic;
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
 * {@code tribunal validate}: one validator. It keeps no state of its own: after a retriable error of the brokers, as
 * after a crash, it starts again at the first record of every log. Any other error ends it.
 */
public final class ValidatorRole implements RunningRole {
    private static final Logger LOG = LoggerFactory.getLogger(ValidatorRole.class);
    /** Records and a stop end a poll at once; the rotation of repairs waits for seconds. */
    private static final Duration POLL = Duration.ofMillis(500);

    private static final long PAUSE_MS = 1_000;

    private final Supplier<ValidatorSession> sessions;
    private final long pause;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable LogFollower logs;
    private volatile boolean caughtUp;

    public ValidatorRole(ValidatorConfig config, RegisteredSchemas registered) {
        this(sessions(config, registered), PAUSE_MS);
    }

    private static Supplier<ValidatorSession> sessions(ValidatorConfig config, RegisteredSchemas registered) {
        SchemaIds schemas = SchemaIds.of(
                registered,
                Topic.BUSINESS_LOG,
                Topic.ISOLATION_ENDORSEMENTS,
                Topic.ISOLATION_DECISIONS,
                Topic.ISOLATION_AUDIT,
                Topic.RULES,
                Topic.CHECKPOINTS);
        return () -> ValidatorSession.open(config, schemas);
    }

    /**
     * A validator over those sessions.
     *
     * @param pause ms before it starts again
     */
    ValidatorRole(Supplier<ValidatorSession> sessions, long pause) {
        this.sessions = sessions;
        this.pause = pause;
    }

    @Override
    public void run() throws InterruptedException {
        while (!isStopped()) {
            try (ValidatorSession session = sessions.get()) {
                logs = session.logs();
                follow(session);
            } catch (WakeupException woken) {
                LOG.debug("event=validator_woken");
            } catch (RetriableException retriable) {
                LOG.warn(
                        "event=validator_restarted error=\"{}\"",
                        LogText.escaped(String.valueOf(retriable)),
                        retriable);
                stopped.await(pause, TimeUnit.MILLISECONDS);
            } finally {
                caughtUp = false;
            }
        }
    }

    private void follow(ValidatorSession session) {
        long start = System.nanoTime();
        while (!isStopped()) {
            session.validator()
                    .step(session.logs().poll(POLL), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            session.writer().check();
            noteCaughtUp(session);
        }
    }

    private void noteCaughtUp(ValidatorSession session) {
        if (!caughtUp && session.logs().hasReadAll()) {
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
        LogFollower following = logs;
        if (following != null) {
            following.wakeUp();
        }
    }

    /** True once it has read all logs up to their ends at its start. */
    @Override
    public boolean isHealthy() {
        return caughtUp;
    }
}
