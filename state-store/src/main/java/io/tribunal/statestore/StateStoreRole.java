package io.tribunal.statestore;

import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.process.Retries;
import io.tribunal.kafka.process.RunningRole;
import io.tribunal.statestore.query.QueryServer;
import io.tribunal.statestore.snapshot.SnapshotThread;
import io.tribunal.statestore.state.CommittedState;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code tribunal state}: folds the committed state, answers queries over HTTP on loopback, and publishes snapshots for
 * executors that start late. Rebuilds its state from the log at each start.
 */
public final class StateStoreRole implements RunningRole {
    /** Port of the query API; 0 takes a free one. */
    public static final String PORT = "tribunal.state.port";

    private static final Logger LOG = LoggerFactory.getLogger(StateStoreRole.class);
    private static final int DEFAULT_PORT = 8_090;
    private static final Duration POLL = Duration.ofMillis(500);

    private final TribunalConfig config;
    private final int snapshotSchema;
    private final Runnable topics;
    private final Retries retries = new Retries(LOG, "verdicts_unreadable");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean caughtUp;
    private volatile @Nullable VerdictTail tail;
    private volatile @Nullable CommittedState state;

    /**
     * A state store that has read nothing.
     *
     * @param snapshotSchema registered id of the schema of snapshots
     * @param topics checks those that it uses; throws {@link LogDamagedException}
     */
    public StateStoreRole(TribunalConfig config, int snapshotSchema, Runnable topics) {
        this.config = config;
        this.snapshotSchema = snapshotSchema;
        this.topics = topics;
    }

    /** The shared settings and the port of the query API. */
    public static ConfigDef definition() {
        return TribunalConfig.definition()
                .define(
                        PORT,
                        ConfigDef.Type.INT,
                        DEFAULT_PORT,
                        ConfigDef.Range.between(0, 65_535),
                        ConfigDef.Importance.MEDIUM,
                        "Loopback port of the state query API; 0 takes a free one.");
    }

    /**
     * Starts again from the first verdict when a broker does not answer in time.
     *
     * @throws LogDamagedException when the verdicts stay unreadable, or are not those of the deployment
     */
    @Override
    public void run() throws Exception {
        while (!isStopped()) {
            try {
                serve();
            } catch (KafkaException e) {
                caughtUp = false;
                if (!Retries.mayPass(e)) {
                    throw e;
                }
                stopped.await(retries.failed(e), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void serve() throws Exception {
        topics.run();
        try (VerdictTail verdicts = new VerdictTail(config)) {
            tail = verdicts;
            CommittedState folded = new CommittedState(verdicts.partitions());
            state = folded;
            int port = config.own().get(PORT) instanceof Integer wanted ? wanted : DEFAULT_PORT;
            try (QueryServer server = QueryServer.start(port, PORT, folded, this::isReady);
                    SnapshotThread snapshots = new SnapshotThread(config, snapshotSchema, folded, this::isReady)) {
                LOG.info("event=state_api_started port={}", server.port());
                snapshots.start();
                follow(verdicts, folded);
            }
        }
    }

    private void follow(VerdictTail verdicts, CommittedState folded) throws InterruptedException {
        Map<TopicPartition, Long> ends = verdicts.ends();
        boolean again = false;
        while (!isStopped()) {
            try {
                if (again) {
                    ends = verdicts.again();
                    again = false;
                }
                verdicts.foldInto(folded, POLL);
                noteCatchingUp(verdicts, ends);
            } catch (WakeupException woken) {
                LOG.debug("event=state_woken");
            } catch (KafkaException e) {
                again = true;
                stopped.await(retries.failed(e), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** It has recovered from a failure, too, once it has read up to the ends that were taken after it. */
    private void noteCatchingUp(VerdictTail verdicts, Map<TopicPartition, Long> ends) {
        if ((!caughtUp || retries.isFailing()) && verdicts.hasReached(ends)) {
            if (!caughtUp) {
                LOG.info("event=state_caught_up partitions={}", verdicts.partitions());
            }
            caughtUp = true;
            retries.succeeded();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private boolean isReady() {
        return caughtUp && !retries.isFailing();
    }

    @Override
    public void stop() {
        stopped.countDown();
        VerdictTail reading = tail;
        if (reading != null) {
            reading.wakeUp();
        }
    }

    /** Whether the state has caught up with the log as it was at the start, the log can be read, and no chain is broken. */
    @Override
    public boolean isHealthy() {
        CommittedState folded = state;
        return isReady() && folded != null && folded.isSound();
    }
}
