package io.tribunal.vote;

import io.tribunal.core.admission.BadGenesisException;
import io.tribunal.kafka.log.LogDamage;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.process.Retries;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a voter whose thread has failed: a wrong genesis, a topic that is not the deployment's any more, and a log that
 * stays damaged end it; after any other failure, and a pause, a new thread continues from the last commit.
 */
final class VoteFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(VoteFailures.class);
    /** A new thread that has run for so long has not met the old failure. */
    private static final long RECOVERED_MS = 10_000;

    private final Runnable topics;
    private final Retries retries;
    private final LongSupplier clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile long replacedAt = Long.MAX_VALUE;
    private Optional<String> damageMet = Optional.empty();
    private volatile Optional<LogDamagedException> damage = Optional.empty();

    /**
     * Nothing has failed yet.
     *
     * @param topics checks those of the voter; throws {@link LogDamagedException}
     * @param clock ms, only goes forward
     */
    VoteFailures(Runnable topics, Retries retries, LongSupplier clock) {
        this.topics = topics;
        this.retries = retries;
        this.clock = clock;
    }

    static VoteFailures of(Runnable topics) {
        return new VoteFailures(
                topics,
                new Retries(LOG, "voter_thread_replaced"),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        if (isOfBadGenesis(failure)) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        try {
            noteRecovery(failure);
            topicsMustBeThere();
            replacedAt = Long.MAX_VALUE;
            pause(retries.failed(failure instanceof Exception exception ? exception : new KafkaException(failure)));
            replacedAt = clock.getAsLong();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        } catch (LogDamagedException found) {
            end(found);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
    }

    private static boolean isOfBadGenesis(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadGenesisException) {
                LOG.error("event=bad_genesis error=\"{}\"", LogText.escaped(String.valueOf(cause.getMessage())));
                return true;
            }
        }
        return false;
    }

    /** The thread before had recovered if it ran for a while, unless it met the same damage after a long replay. */
    private void noteRecovery(Throwable failure) {
        Optional<String> met = LogDamage.of(failure).map(LogDamage::text);
        if (!isFailing() && (met.isEmpty() || !met.equals(damageMet))) {
            retries.succeeded();
        }
        damageMet = met;
    }

    /**
     * Checks the topics, because something may be wrong with one of them.
     *
     * @return whether the voter must end
     */
    synchronized boolean mustEnd() {
        try {
            topicsMustBeThere();
            return false;
        } catch (LogDamagedException found) {
            end(found);
            return true;
        }
    }

    /** Brokers that do not answer now say nothing about the topics. */
    private void topicsMustBeThere() {
        try {
            topics.run();
        } catch (LogDamagedException found) {
            throw found;
        } catch (KafkaException unanswered) {
            LOG.debug("event=topics_not_checked", unanswered);
        }
    }

    private void end(LogDamagedException found) {
        LOG.error("event=log_damaged error=\"{}\"", LogText.escaped(LogDamage.text(found)));
        damage = Optional.of(found);
    }

    private void pause(long ms) {
        try {
            boolean ended = stopped.await(ms, TimeUnit.MILLISECONDS);
            LOG.debug("event=pause_over stopped={}", ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether no thread has run for long since the last failure. */
    boolean isFailing() {
        return retries.isFailing() && clock.getAsLong() - replacedAt <= RECOVERED_MS;
    }

    /** Why the voter had to end, if the log was the cause. */
    Optional<LogDamagedException> damage() {
        return damage;
    }

    /** Ends a pause. */
    void stop() {
        stopped.countDown();
    }
}
