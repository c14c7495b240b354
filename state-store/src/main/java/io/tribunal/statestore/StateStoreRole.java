package io.tribunal.statestore;

import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.process.RunningRole;
import io.tribunal.statestore.query.QueryServer;
import io.tribunal.statestore.snapshot.SnapshotThread;
import io.tribunal.statestore.state.CommittedState;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.TimeoutException;
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
    private volatile boolean stopped;
    private volatile boolean caughtUp;
    private volatile @Nullable VerdictTail tail;
    private volatile @Nullable CommittedState state;

    public StateStoreRole(TribunalConfig config) {
        this.config = config;
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

    /** Starts again from the first verdict when a broker does not answer in time. */
    @Override
    public void run() throws Exception {
        while (!stopped) {
            try {
                serve();
            } catch (TimeoutException e) {
                LOG.warn("event=verdicts_unavailable error=\"{}\" action=restart", e.getMessage());
            }
        }
    }

    private void serve() throws Exception {
        try (VerdictTail verdicts = new VerdictTail(config)) {
            tail = verdicts;
            CommittedState folded = new CommittedState(verdicts.partitions());
            state = folded;
            int port = config.own().get(PORT) instanceof Integer wanted ? wanted : DEFAULT_PORT;
            try (QueryServer server = QueryServer.start(port, PORT, folded, () -> caughtUp);
                    SnapshotThread snapshots = new SnapshotThread(config, folded, () -> caughtUp)) {
                LOG.info("event=state_api_started port={}", server.port());
                snapshots.start();
                follow(verdicts, folded);
            }
        }
    }

    private void follow(VerdictTail verdicts, CommittedState folded) {
        Map<TopicPartition, Long> ends = verdicts.ends();
        while (!stopped) {
            try {
                verdicts.foldInto(folded, POLL);
                noteCatchingUp(verdicts, ends);
            } catch (WakeupException woken) {
                LOG.debug("event=state_woken");
            } catch (KafkaException e) {
                LOG.warn("event=verdicts_unreadable error=\"{}\"", e.getMessage());
            }
        }
    }

    private void noteCatchingUp(VerdictTail verdicts, Map<TopicPartition, Long> ends) {
        if (!caughtUp && verdicts.hasReached(ends)) {
            caughtUp = true;
            LOG.info("event=state_caught_up partitions={}", verdicts.partitions());
        }
    }

    @Override
    public void stop() {
        stopped = true;
        VerdictTail reading = tail;
        if (reading != null) {
            reading.wakeUp();
        }
    }

    /** Whether the state has caught up with the log as it was at the start, and no chain is broken. */
    @Override
    public boolean isHealthy() {
        CommittedState folded = state;
        return caughtUp && folded != null && folded.isSound();
    }
}
