package io.tribunal.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Duration DURATION = Duration.ofMillis(400);

    @Test
    void shouldCountAnOpenLoopsLatencyFromWhenTheRequestWasDue() throws InterruptedException {
        // Given a target that blocks the sender once, for half the run, and answers at once otherwise
        AtomicInteger sent = new AtomicInteger();
        Target stalling = () -> {
            if (sent.incrementAndGet() == 1) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            return CompletableFuture.completedFuture(true);
        };

        // When a request is due each 10 ms
        Figures figures = new Load.Open(100).run(stalling, Duration.ZERO, DURATION);

        // Then those due during the stall have waited for it: a median of the quick ones alone would be near nothing
        assertThat(sent).hasValueGreaterThanOrEqualTo(40);
        assertThat(figures.max()).isGreaterThanOrEqualTo(200);
        assertThat(figures.p99()).isGreaterThan(150);
    }

    @Test
    void shouldKeepNoMoreRequestsOpenThanAClosedLoopHas() throws InterruptedException {
        // Given a target that answers the oldest request whenever three are open
        Queue<CompletableFuture<Boolean>> open = new ArrayDeque<>();
        AtomicInteger most = new AtomicInteger();
        Target target = () -> {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            open.add(answer);
            most.accumulateAndGet(open.size(), Math::max);
            if (open.size() == 3) {
                open.remove().completeAsync(() -> true);
                open.remove().completeAsync(() -> true);
                open.remove().completeAsync(() -> true);
            }
            return answer;
        };

        // When
        Figures figures = new Load.Closed(3).run(target, Duration.ZERO, DURATION);

        // Then
        assertThat(most).hasValue(3);
        assertThat(figures.perSecond()).isPositive();
        assertThat(figures.unanswered()).isZero();
    }

    @Test
    void shouldCountAFailedRequestAsUnanswered() throws InterruptedException {
        // Given
        Target failing = () -> CompletableFuture.failedFuture(new IllegalStateException("no room"));

        // When
        Figures figures = new Load.Open(50).run(failing, Duration.ZERO, DURATION);

        // Then
        assertThat(figures.unanswered()).isGreaterThanOrEqualTo(20);
        assertThat(figures.perSecond()).isZero();
    }
}
