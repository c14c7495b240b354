package io.tribunal.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.worker.Call;
import io.tribunal.worker.Execution;
import io.tribunal.worker.ServiceRun;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Restarts restarts = new Restarts();

    /** A run that starts after a delay. */
    private record Run(Duration delay, boolean isBroken) implements ServiceRun {
        @Override
        public Execution begin(Call call) {
            throw new UnsupportedOperationException();
        }
    }

    private Duration delayOfOneThatIsLost(int partition, long now) {
        return restarts.next(partition, now, delay -> new Run(delay, true)).delay();
    }

    private Duration delayOfOneThatIsWell(int partition, long now) {
        return restarts.next(partition, now, delay -> new Run(delay, false)).delay();
    }

    @Test
    void shouldDoubleTheDelayWithEachQuickLoss() {
        List<Duration> delays = IntStream.range(0, 11)
                .mapToObj(i -> delayOfOneThatIsLost(0, i * SECOND))
                .toList();

        assertThat(delays.stream().map(Duration::toMillis))
                .containsExactly(0L, 100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 12_800L, 12_800L);
    }

    @Test
    void shouldNotWaitWhenTheLastRunWasNotLost() {
        delayOfOneThatIsLost(0, 0);
        assertThat(delayOfOneThatIsWell(0, SECOND)).isPositive();

        assertThat(IntStream.range(2, 5).mapToObj(i -> delayOfOneThatIsWell(0, i * SECOND)))
                .containsOnly(Duration.ZERO);
    }

    @Test
    void shouldNotWaitAfterALongRun() {
        delayOfOneThatIsLost(0, 0);
        delayOfOneThatIsLost(0, SECOND);

        assertThat(delayOfOneThatIsLost(0, 62 * SECOND)).isZero();
    }

    @Test
    void shouldCountLossesForEachPartitionSeparately() {
        delayOfOneThatIsLost(0, 0);

        assertThat(delayOfOneThatIsLost(1, SECOND)).isZero();
    }
}
