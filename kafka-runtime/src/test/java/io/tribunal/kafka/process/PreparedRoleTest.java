package io.tribunal.kafka.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.kafka.log.LogDamagedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PreparedRoleTest {
    private final Deque<Supplier<RunningRole>> answers = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();

    private final RunningRole role = new RunningRole() {
        @Override
        public void run() {
            events.add("run");
        }

        @Override
        public void stop() {
            events.add("stop");
        }
    };

    private PreparedRole prepared(long pause) {
        return new PreparedRole(
                () -> answers.remove().get(),
                () -> events.add("let go"),
                new Retries(LoggerFactory.getLogger(PreparedRoleTest.class), "role_waits", pause));
    }

    private static RunningRole unanswered() {
        throw new TimeoutException("no registry");
    }

    @Test
    void shouldWaitUntilItHasWhatItNeedsAndNotBeHealthyMeanwhile() throws Exception {
        PreparedRole waiting = prepared(0);
        List<Boolean> healthy = new ArrayList<>();
        for (int time = 0; time < 20; time++) {
            answers.add(() -> {
                healthy.add(waiting.isHealthy());
                return unanswered();
            });
        }
        answers.add(() -> role);

        waiting.run();

        assertThat(events).containsExactly("run");
        assertThat(healthy).hasSize(20).containsOnly(false);
        assertThat(waiting.isHealthy()).isTrue();
    }

    @Test
    void shouldEndAtOnceWhenTheTopicsAreNotThoseThatWereFounded() {
        answers.add(() -> {
            throw new LogDamagedException("topic test.verdicts is missing");
        });

        assertThatThrownBy(prepared(0)::run).hasMessageContaining("test.verdicts");
        assertThat(events).containsExactly("let go");
    }

    @Test
    void shouldStopWhileItWaits() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        answers.add(() -> {
            asked.countDown();
            return unanswered();
        });
        PreparedRole waiting = prepared(60_000);
        Thread running = Thread.ofPlatform().start(() -> {
            try {
                waiting.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        waiting.stop();

        assertThat(running.join(Duration.ofSeconds(20))).isTrue();
        assertThat(events).containsExactly("let go");
    }

    @Test
    void shouldStopARoleThatWasCreatedMeanwhile() throws Exception {
        PreparedRole stopping = prepared(0);
        answers.add(() -> {
            stopping.stop();
            return role;
        });

        stopping.run();

        assertThat(events).containsExactly("stop", "run");
    }
}
