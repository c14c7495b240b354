package io.tribunal.statestore;

import io.tribunal.core.identity.Hash;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.genesis.GenesisReader;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.topic.TopicNames;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes snapshots beside the folding, so that no query waits for the log of requests to be read again. Begins once the
 * verdicts are read, so that of a long past only the last states are written.
 */
final class SnapshotThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotThread.class);
    private static final int FIRST_PARTITION = 0;
    private static final long PAUSE_MS = 500;
    private static final long PATIENCE_MS = 10_000;

    private final TribunalConfig config;
    private final CommittedState state;
    private final BooleanSupplier caughtUp;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "snapshots");

    SnapshotThread(TribunalConfig config, CommittedState state, BooleanSupplier caughtUp) {
        this.config = config;
        this.state = state;
        this.caughtUp = caughtUp;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            config.deployment().ifPresentOrElse(this::publish, () -> off("tribunal.deployment is not set"));
        } catch (RuntimeException e) {
            LOG.error("event=snapshots_ended note=\"the state is served on without them\"", e);
        }
    }

    private static void off(String reason) {
        LOG.info("event=snapshots_off reason=\"{}\"", reason);
    }

    private void publish(Hash deployment) {
        while (!isStopped()) {
            try {
                if (!hasValidators(deployment)) {
                    off("there are no validators who would sign checkpoints");
                    return;
                }
                try (SnapshotSession session = new SnapshotSession(config, deployment)) {
                    follow(session.publisher());
                }
            } catch (InterruptException stop) {
                return;
            } catch (KafkaException trouble) {
                LOG.warn(
                        "event=snapshots_begin_anew error=\"{}\"",
                        LogText.escaped(String.valueOf(trouble.getMessage())));
            }
        }
    }

    private boolean hasValidators(Hash deployment) {
        String businessLog = TopicNames.of(config.namespace()).businessLog();
        try (GenesisReader reader = new GenesisReader(new ClientSettings(config), businessLog)) {
            return !reader.require(FIRST_PARTITION, deployment)
                    .genesis()
                    .validators()
                    .isEmpty();
        }
    }

    private void follow(SnapshotPublisher publisher) {
        while (!isStopped()) {
            if (caughtUp.getAsBoolean()) {
                publisher.publish(state.rooted());
            }
        }
    }

    /** Waits a little. */
    private boolean isStopped() {
        try {
            return stopped.await(PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
