package io.tribunal.kafka.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatedEventsTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final RepeatedEvents events = new RepeatedEvents(nanos::get);

    private void pass(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void shouldAdmitOneLineAMinuteForOneCauseAndCountTheOthers() {
        assertThat(events.admit("a")).hasValue(0);
        assertThat(events.admit("a")).isEmpty();
        pass(59);
        assertThat(events.admit("a")).isEmpty();
        pass(1);

        assertThat(events.admit("a")).hasValue(2);
        assertThat(events.admit("a")).isEmpty();
    }

    @Test
    void shouldNotHoldOneCauseBackForAnother() {
        assertThat(events.admit("a")).hasValue(0);

        assertThat(events.admit("b")).hasValue(0);
    }

    @Test
    void shouldRememberABoundedNumberOfCauses() {
        events.admit("first");
        for (int cause = 0; cause < 10_000; cause++) {
            events.admit(cause);
        }

        assertThat(events.admit("first")).hasValue(0);
        assertThat(events.admit(9_999)).isEmpty();
    }
}
