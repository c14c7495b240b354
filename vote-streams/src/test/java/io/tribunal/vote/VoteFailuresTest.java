package io.tribunal.vote;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.admission.BadGenesisException;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.process.Retries;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class VoteFailuresTest {
    private static final StreamThreadExceptionResponse AGAIN = StreamThreadExceptionResponse.REPLACE_THREAD;
    private static final StreamThreadExceptionResponse END = StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    private static final StreamsException DAMAGE = new StreamsException(new KafkaException(
            "Record batch for partition bank.response-log-0 at offset 9 is invalid, cause: bad CRC"));

    private final AtomicReference<KafkaException> topics = new AtomicReference<>();
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final VoteFailures failures = new VoteFailures(
            this::require,
            new Retries(LoggerFactory.getLogger(VoteFailuresTest.class), "voter_thread_replaced", 0),
            clock::get);

    private void require() {
        KafkaException fault = topics.get();
        if (fault != null) {
            throw fault;
        }
    }

    @Test
    void shouldReplaceAThreadForEverWhileBrokersDoNotAnswer() {
        topics.set(new TimeoutException("no broker"));

        for (int time = 0; time < 100; time++) {
            assertThat(failures.handle(new StreamsException("lost"))).isEqualTo(AGAIN);
        }
        assertThat(failures.damage()).isEmpty();
    }

    @Test
    void shouldEndAtOnceWhenATopicIsGone() {
        topics.set(new LogDamagedException("topic bank.verdicts is missing"));

        assertThat(failures.handle(new StreamsException("missing source topics")))
                .isEqualTo(END);
        assertThat(failures.damage()).contains((LogDamagedException) topics.get());
    }

    @Test
    void shouldLookAtTheTopicsWhenRecordsCannotBeWritten() {
        assertThat(failures.mustEnd()).isFalse();
        topics.set(new LogDamagedException("topic bank.verdicts is missing"));

        assertThat(failures.mustEnd()).isTrue();
    }

    @Test
    void shouldEndWhenTheSameRecordStaysDamagedHoweverLongAReplayTakes() {
        for (int time = 0; time < 7; time++) {
            assertThat(failures.handle(DAMAGE)).isEqualTo(AGAIN);
            clock.addAndGet(3_600_000);
        }

        assertThat(failures.handle(DAMAGE)).isEqualTo(END);
        assertThat(failures.damage())
                .hasValueSatisfying(damage -> assertThat(damage).hasMessageContaining("bank.response-log-0@9"));
    }

    @Test
    void shouldNotBeHealthyForAWhileAfterAFailure() {
        assertThat(failures.isFailing()).isFalse();

        failures.handle(new StreamsException("lost"));

        assertThat(failures.isFailing()).isTrue();
        clock.addAndGet(10_001);
        assertThat(failures.isFailing()).isFalse();
    }

    @Test
    void shouldEndWithABadGenesis() {
        assertThat(failures.handle(new StreamsException(new BadGenesisException("not ours"))))
                .isEqualTo(END);
    }
}
