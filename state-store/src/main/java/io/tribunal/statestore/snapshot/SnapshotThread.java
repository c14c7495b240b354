package io.tribunal.statestore.snapshot;

import io.tribunal.core.identity.Hash;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.genesis.GenesisReader;
import io.tribunal.kafka.process.Retries;
import io.tribunal.schemas.topic.TopicNames;
import io.tribunal.statestore.state.CommittedState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes snapshots on its own thread, so that no query waits while the business log is read again. Starts once the
 * verdicts are read, so that only the latest states are written after a restart.
 */
public final class SnapshotThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotThread.class);
    private static final int FIRST_PARTITION = 0;
    private static final long PAUSE_MS = 500;
    private static final long PATIENCE_MS = 10_000;

    private final TribunalConfig config;
    private final int schemaId;
    private final Retries retries = new Retries(LOG, "snapshots_restarted");
    private final CommittedState state;
    private final BooleanSupplier caughtUp;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "snapshots");

    /** @param schemaId registered id of the schema of snapshots */
    public SnapshotThread(TribunalConfig config, int schemaId, CommittedState state, BooleanSupplier caughtUp) {
        this.config = config;
        this.schemaId = schemaId;
        this.state = state;
        this.caughtUp = caughtUp;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            config.deployment().ifPresentOrElse(this::publish, () -> off("tribunal.deployment is not set"));
        } catch (RuntimeException e) {
            LOG.error("event=snapshots_ended note=\"queries are still served\"", e);
        }
    }

    private static void off(String reason) {
        LOG.info("event=snapshots_off reason=\"{}\"", reason);
    }

    private void publish(Hash deployment) {
        while (!isStopped()) {
            try {
                if (!hasValidators(deployment)) {
                    off("the deployment has no validators to sign checkpoints");
                    return;
                }
                try (SnapshotSession session = new SnapshotSession(config, schemaId, deployment)) {
                    follow(session.publisher());
                }
            } catch (InterruptException stopping) {
                return;
            } catch (KafkaException e) {
                pause(retries.failed(e));
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
                retries.succeeded();
            }
        }
    }

    private boolean isStopped() {
        return pause(PAUSE_MS);
    }

    /** Waits unless this is stopped before; returns whether it is. */
    private boolean pause(long ms) {
        try {
            return stopped.await(ms, TimeUnit.MILLISECONDS);
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
