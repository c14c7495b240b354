package io.tribunal.isolation;

import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.process.Retries;
import io.tribunal.kafka.process.RunningRole;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.topic.Topic;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code tribunal validate}: one validator. It keeps no state of its own: after an error of the brokers that may
 * pass, as after a crash, it starts again at the first record of every log. Any other error ends it.
 */
public final class ValidatorRole implements RunningRole {
    private static final Logger LOG = LoggerFactory.getLogger(ValidatorRole.class);
    /** Records and a stop end a poll at once; the rotation of repairs waits for seconds. */
    private static final Duration POLL = Duration.ofMillis(500);

    private final Supplier<ValidatorSession> sessions;
    private final Retries retries;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable LogFollower logs;
    private volatile boolean caughtUp;

    /** The topics that a validator writes. */
    public static final Set<Topic> WRITTEN = Set.of(
            Topic.BUSINESS_LOG,
            Topic.ISOLATION_ENDORSEMENTS,
            Topic.ISOLATION_DECISIONS,
            Topic.ISOLATION_AUDIT,
            Topic.RULES,
            Topic.CHECKPOINTS);

    /**
     * A validator that has read nothing.
     *
     * @param schemas ids of the topics that it writes
     * @param topics checks those that it uses, at each start; throws {@link LogDamagedException}
     */
    public ValidatorRole(ValidatorConfig config, SchemaIds schemas, Runnable topics) {
        this(() -> {
            topics.run();
            return ValidatorSession.open(config, schemas);
        });
    }

    /** A validator over those sessions. */
    ValidatorRole(Supplier<ValidatorSession> sessions) {
        this(sessions, new Retries(LOG, "validator_restarted"));
    }

    ValidatorRole(Supplier<ValidatorSession> sessions, Retries retries) {
        this.sessions = sessions;
        this.retries = retries;
    }

    @Override
    public void run() throws InterruptedException {
        while (!isStopped()) {
            try (ValidatorSession session = sessions.get()) {
                logs = session.logs();
                follow(session);
            } catch (WakeupException woken) {
                LOG.debug("event=validator_woken");
            } catch (KafkaException failure) {
                if (!Retries.mayPass(failure)) {
                    throw failure;
                }
                stopped.await(retries.failed(failure), TimeUnit.MILLISECONDS);
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
            retries.succeeded();
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
