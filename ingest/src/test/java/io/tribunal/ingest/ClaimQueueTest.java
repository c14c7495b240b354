package io.tribunal.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.ingest.check.VerdictFixture;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClaimQueueTest {
    private final VerdictFixture fixture = new VerdictFixture();
    private final Verdict verdict = fixture.verdict(fixture.entry(), List.of());
    private final int partition = fixture.entry().position().partition();
    private final PendingRequest request = PendingRequest.appended(fixture.entry(), 0);
    private final ClaimQueue claims = new ClaimQueue(3, 100);

    private void add(long offset, int bytes, int attempt) {
        claims.add(request, new ReadVerdict(verdict, offset, bytes), attempt);
    }

    private long take() throws InterruptedException {
        return claims.take().read().offset();
    }

    @Test
    void shouldGiveFirstAttemptsFirstAndThenTheOldest() throws Exception {
        add(1, 1, 2);
        add(2, 1, 0);
        add(3, 1, 0);
        assertThat(List.of(take(), take(), take())).containsExactly(2L, 3L, 1L);
    }

    @Test
    void shouldKeepNoMoreClaimsThanAllowedAndRememberFromWhereToReadAgain() throws Exception {
        for (int offset = 1; offset <= 5; offset++) {
            add(offset, 1, offset == 1 ? 9 : 0);
        }
        assertThat(claims.takeMissed()).isEmpty();
        assertThat(List.of(take(), take(), take())).containsExactly(2L, 3L, 4L);
        assertThat(claims.takeMissed()).isEqualTo(Map.of(partition, 1L));
        assertThat(claims.takeMissed()).isEmpty();
    }

    @Test
    void shouldKeepNoMoreBytesThanAllowedButAlwaysOneClaim() throws Exception {
        add(1, 60, 0);
        add(2, 60, 0);
        assertThat(take()).isEqualTo(1);
        add(3, 1_000, 0);
        assertThat(take()).isEqualTo(3);
        assertThat(claims.takeMissed()).isEqualTo(Map.of(partition, 2L));
    }

    @Test
    void shouldLetItsReaderWaitForAClaim() throws Exception {
        CompletableFuture<Long> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        add(1, 1, 0);
        assertThat(taken.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }
}
