package io.tribunal.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Restarts restarts = new Restarts();

    @Test
    void shouldWaitTheLongerTheOftenerAProgramFailsInQuickSuccession() {
        List<Duration> delays = IntStream.range(0, 11)
                .mapToObj(i -> restarts.delay(0, i * SECOND))
                .toList();

        assertThat(delays.stream().map(Duration::toMillis))
                .containsExactly(0L, 100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 12_800L, 12_800L);
    }

    @Test
    void shouldForgetWhatWasLongAgo() {
        restarts.delay(0, 0);
        restarts.delay(0, SECOND);

        assertThat(restarts.delay(0, 62 * SECOND)).isZero();
    }

    @Test
    void shouldCountEachPartitionAlone() {
        restarts.delay(0, 0);

        assertThat(restarts.delay(1, SECOND)).isZero();
    }
}
