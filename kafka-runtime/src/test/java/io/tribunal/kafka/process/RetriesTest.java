package io.tribunal.kafka.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.kafka.log.LogDamagedException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RetriesTest {
    private static final KafkaException DAMAGE = new KafkaException(
            "Received exception when fetching the next record from test.verdicts-2.",
            new KafkaException("Record batch for partition test.verdicts-2 at offset 41 is invalid, cause: bad CRC"));

    private final Retries retries = new Retries(LoggerFactory.getLogger(RetriesTest.class), "test");

    private List<Long> fail(Exception failure, int times) {
        List<Long> pauses = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            pauses.add(retries.failed(failure));
        }
        return pauses;
    }

    @Test
    void shouldPauseLongerAfterEachFailureUpToHalfAMinute() {
        assertThat(fail(new TimeoutException(), 9))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
    }

    @Test
    void shouldTryPassingFailuresForEver() {
        assertThat(fail(new TimeoutException(), 1_000)).last().isEqualTo(30_000L);
        assertThat(retries.isFailing()).isTrue();
    }

    @Test
    void shouldGiveUpOnDamageThatStaysAndSayWhereItIs() {
        fail(DAMAGE, 7);

        assertThatThrownBy(() -> retries.failed(DAMAGE))
                .isInstanceOf(LogDamagedException.class)
                .hasMessageContaining("test.verdicts-2@41");
        assertThatThrownBy(() -> retries.failed(DAMAGE)).isInstanceOf(LogDamagedException.class);
    }

    @Test
    void shouldBeginAnewOnceItWorks() {
        fail(DAMAGE, 7);

        retries.succeeded();

        assertThat(retries.isFailing()).isFalse();
        assertThat(fail(DAMAGE, 7)).first().isEqualTo(500L);
    }

    @Test
    void shouldTellFailuresThatMayPassFromOthers() {
        assertThat(Retries.mayPass(new TimeoutException())).isTrue();
        assertThat(Retries.mayPass(DAMAGE)).isTrue();
        assertThat(Retries.mayPass(new AuthorizationException("not allowed"))).isFalse();
        assertThat(Retries.mayPass(new IllegalStateException("a bug"))).isFalse();
    }
}
