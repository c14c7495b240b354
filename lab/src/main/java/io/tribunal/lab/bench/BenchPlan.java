package io.tribunal.lab.bench;

import io.tribunal.vote.VoteConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What the benchmark measures.
 *
 * @param loads one after the other, on the deployment and then on the baseline
 * @param guarantee Kafka Streams' processing guarantee of the voter and of the baseline's merging hop
 * @param seed of the requests
 */
record BenchPlan(
        List<Load> loads, Duration warmUp, Duration duration, String guarantee, boolean withBaseline, long seed) {
    private static final long EXACTLY_ONCE_INTERVAL_MS = 500;
    private static final long AT_LEAST_ONCE_INTERVAL_MS = 1_000;

    BenchPlan {
        loads = List.copyOf(loads);
    }

    /** The commit interval for the guarantee, ms. */
    long commitInterval() {
        return guarantee.equals(StreamsConfig.AT_LEAST_ONCE) ? AT_LEAST_ONCE_INTERVAL_MS : EXACTLY_ONCE_INTERVAL_MS;
    }

    Map<String, String> voterSettings() {
        return Map.of(VoteConfig.GUARANTEE, guarantee, VoteConfig.COMMIT_INTERVAL, Long.toString(commitInterval()));
    }
}
