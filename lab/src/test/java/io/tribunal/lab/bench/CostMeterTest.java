package io.tribunal.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CostMeterTest {
    private static CostMeter.Reading reading(long voterMs, long batches, long allocated, long requests) {
        return new CostMeter.Reading(
                Map.of("voter", Duration.ofMillis(voterMs)),
                batches,
                allocated,
                7,
                Optional.of(new ClusterCounters(requests, 10 * requests, 100 * requests)));
    }

    @Test
    void shouldShareWhatWasUsedBetweenTheReadingsAmongTheAnswers() {
        Costs costs = CostMeter.costs(reading(100, 40, 1_000, 5), reading(150, 90, 3_000, 25), 100, 5);

        assertThat(costs.processorMs()).containsEntry("voter", 0.5);
        assertThat(costs.answersPerBatch()).isEqualTo(10);
        assertThat(costs.allocatedBytes()).isEqualTo(20);
        assertThat(costs.liveHeapBytes()).isEqualTo(7);
        assertThat(costs.cluster()).hasValueSatisfying(cluster -> {
            assertThat(cluster.requests()).isCloseTo(0.2, within(1e-9));
            assertThat(cluster.bytesIn()).isCloseTo(2, within(1e-9));
            assertThat(cluster.bytesOut()).isCloseTo(20, within(1e-9));
        });
    }

    @Test
    void shouldSeeNoClusterWhereNoNodeRunsInThisProcess() {
        assertThat(ClusterCounters.read()).isEmpty();
    }

    @Test
    void shouldCountTheThreadsOfNoPartAsTheClientsAndTheRestAsTheJvms() {
        CostMeter.Reading reading = new CostMeter(Map.of(), () -> 3).read();

        assertThat(reading.batches()).isEqualTo(3);
        assertThat(reading.processor().get(CostMeter.CLIENT)).isPositive();
        assertThat(reading.processor()).containsOnlyKeys(CostMeter.CLIENT, CostMeter.JVM);
    }
}
