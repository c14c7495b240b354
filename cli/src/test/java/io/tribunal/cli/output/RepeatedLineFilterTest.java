package io.tribunal.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import io.tribunal.kafka.process.RepeatedEvents;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatedLineFilterTest {
    private static final String UNKNOWN = "[Consumer clientId=a] Received unknown topic ID error for partition {}";

    private final AtomicLong nanos = new AtomicLong();
    private final RepeatedLineFilter filter = new RepeatedLineFilter(new RepeatedEvents(nanos::get));
    private final LoggerContext context = new LoggerContext();

    private FilterReply log(String logger, Level level, String format) {
        Logger named = context.getLogger(logger);
        return filter.decide(null, named, level, format, new Object[] {"bank.verdicts-0"}, null);
    }

    @Test
    void shouldLetOneWarningOfAClientAMinuteThrough() {
        String kafka = "org.apache.kafka.clients.consumer.internals.FetchCollector";

        assertThat(log(kafka, Level.WARN, UNKNOWN)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(log(kafka, Level.WARN, UNKNOWN)).isEqualTo(FilterReply.DENY);
        assertThat(log(kafka, Level.WARN, UNKNOWN.replace('a', 'b'))).isEqualTo(FilterReply.NEUTRAL);
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
        assertThat(log(kafka, Level.WARN, UNKNOWN)).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void shouldTakeTextsThatDifferInNumbersAsOneCause() {
        String kafka = "org.apache.kafka.clients.NetworkClient";
        String text = "[Consumer clientId=a] The metadata response reported an issue with correlation id ";

        assertThat(log(kafka, Level.WARN, text + "17")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(log(kafka, Level.WARN, text + "1834")).isEqualTo(FilterReply.DENY);
    }

    @Test
    void shouldLeaveEverythingElseAlone() {
        for (int time = 0; time < 3; time++) {
            assertThat(log("org.apache.kafka.clients.NetworkClient", Level.INFO, UNKNOWN))
                    .isEqualTo(FilterReply.NEUTRAL);
            assertThat(log("io.tribunal.vote.VoteRole", Level.WARN, UNKNOWN)).isEqualTo(FilterReply.NEUTRAL);
            assertThat(filter.decide(null, context.getLogger("org.apache.kafka.x"), Level.WARN, null, null, null))
                    .isEqualTo(FilterReply.NEUTRAL);
        }
    }
}
