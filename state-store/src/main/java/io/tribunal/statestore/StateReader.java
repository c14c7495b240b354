package io.tribunal.statestore;

import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.statestore.state.CommittedState;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Folds the committed state from the verdicts and checks every chain, so that the caller does not have to trust a
 * server.
 */
public final class StateReader {
    private static final Duration POLL = Duration.ofMillis(100);

    private StateReader() {}

    /**
     * The state after the verdicts that were committed at the time of the call. Its summaries show broken partitions.
     *
     * @throws TimeoutException when the end was not reached in time
     */
    public static CommittedState read(TribunalConfig config, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try (VerdictTail tail = new VerdictTail(config)) {
            CommittedState state = new CommittedState(tail.partitions());
            Map<TopicPartition, Long> ends = tail.ends();
            while (!tail.hasReached(ends)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new TimeoutException("the end of the verdicts was not reached within " + timeout);
                }
                tail.foldInto(state, POLL);
            }
            return state;
        }
    }
}
