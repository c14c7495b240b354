package io.tribunal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PartitionsInUseTest {
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofMillis(1);

    private final AtomicInteger woken = new AtomicInteger();
    private final PartitionsInUse partitions = new PartitionsInUse(KEPT, woken::incrementAndGet);

    private CompletableFuture<Void> using(Integer... wanted) {
        return CompletableFuture.runAsync(() -> {
            try {
                partitions.use(List.of(wanted));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Set<Integer> wanted() {
        return partitions.wanted(System.nanoTime());
    }

    @Test
    void shouldWantNothingAtFirst() {
        assertThat(wanted()).isEmpty();
    }

    @Test
    void shouldLetASenderWaitUntilItsPartitionsAreRead() {
        CompletableFuture<Void> sender = using(1, 4);
        await().pollInterval(TICK).until(() -> wanted().equals(Set.of(1, 4)));
        assertThat(woken).hasValue(1);

        partitions.nowRead(Set.of(1));
        assertThat(sender).isNotDone();
        partitions.nowRead(Set.of(1, 4));

        sender.join();
    }

    @Test
    void shouldLetOneThreadWaitWhileAnotherFindsItsPartitionRead() throws InterruptedException {
        // Given
        CompletableFuture<Void> first = using(1);
        await().pollInterval(TICK).until(() -> wanted().equals(Set.of(1)));
        partitions.nowRead(Set.of(1));
        first.join();
        CompletableFuture<Void> waiting = using(4);
        await().pollInterval(TICK).until(() -> wanted().contains(4));
        // When
        partitions.use(List.of(1));
        // Then
        assertThat(wanted()).contains(4);
        partitions.nowRead(Set.of(1, 4));
        waiting.join();
    }

    @Test
    void shouldKeepAPartitionThatASenderWaitsForHoweverLong() {
        CompletableFuture<Void> sender = using(1);
        await().pollInterval(TICK).until(() -> wanted().equals(Set.of(1)));

        assertThat(partitions.wanted(System.nanoTime() + 2 * KEPT.toNanos())).containsExactly(1);

        partitions.nowRead(Set.of(1));
        sender.join();
    }

    @Test
    void shouldNotWakeTheReaderForAPartitionThatIsRead() {
        CompletableFuture<Void> first = using(1);
        await().pollInterval(TICK).until(() -> woken.get() == 1);
        partitions.nowRead(wanted());
        first.join();

        using(1).join();

        assertThat(woken).hasValue(1);
    }

    @Test
    void shouldForgetAPartitionWhenNoRequestToItCanWaitAnyMore() {
        CompletableFuture<Void> first = using(1);
        await().pollInterval(TICK).until(() -> woken.get() == 1);
        partitions.nowRead(wanted());
        first.join();
        long now = System.nanoTime();
        assertThat(partitions.wanted(
                        now + KEPT.toNanos() - Duration.ofSeconds(5).toNanos()))
                .containsExactly(1);

        assertThat(partitions.wanted(now + KEPT.toNanos() + 1)).isEmpty();

        // Then the next sender waits again
        CompletableFuture<Void> second = using(1);
        await().pollInterval(TICK).until(() -> woken.get() == 2);
        assertThat(second).isNotDone();
        partitions.nowRead(wanted());
        second.join();
    }
}
