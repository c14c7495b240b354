package io.tribunal.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.process.Retries;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ValidatorRoleTest {
    private final MemoryLogs logs = new MemoryLogs();
    private final Deque<Supplier<ValidatorSession>> sessions = new ArrayDeque<>();
    private final ValidatorRole role = new ValidatorRole(
            () -> sessions.remove().get(),
            new Retries(LoggerFactory.getLogger(ValidatorRoleTest.class), "validator_restarted", 0));

    @Test
    void shouldBeHealthyOnceItHasCaughtUpAndEndWhenStopped() throws Exception {
        ValidatorProcess validator = new ValidatorProcess("v1", logs);
        boolean[] healthy = new boolean[2];
        sessions.add(() -> validator.session(() -> {
            healthy[0] = role.isHealthy();
            validator.consumer().schedulePollTask(() -> {
                healthy[1] = role.isHealthy();
                role.stop();
            });
        }));

        role.run();

        assertThat(healthy).containsExactly(false, true);
        assertThat(role.isHealthy()).isFalse();
        assertThat(validator.consumer().closed()).isTrue();
    }

    @Test
    void shouldStartAgainAfterARetriableError() throws Exception {
        ValidatorProcess before = new ValidatorProcess("v1", logs);
        ValidatorProcess after = new ValidatorProcess("v1", logs);
        sessions.add(failing(before, new TimeoutException("no response")));
        sessions.add(() -> {
            throw new TimeoutException("still no response");
        });
        sessions.add(() -> after.session(role::stop));

        role.run();

        assertThat(sessions).isEmpty();
        assertThat(before.consumer().closed()).isTrue();
        assertThat(after.consumer().closed()).isTrue();
    }

    @Test
    void shouldEndAfterAnErrorThatIsNotRetriable() {
        ValidatorProcess validator = new ValidatorProcess("v1", logs);
        sessions.add(failing(validator, new AuthorizationException("not allowed")));

        assertThatThrownBy(role::run).isInstanceOf(AuthorizationException.class);
        assertThat(validator.consumer().closed()).isTrue();
    }

    @Test
    void shouldEndWhenTheLogStaysDamaged() {
        String damage = "Record batch for partition test.response-log-0 at offset 7 is invalid, cause: bad CRC";
        for (int tries = 0; tries < 20; tries++) {
            sessions.add(failing(new ValidatorProcess("v1", logs), new KafkaException(damage)));
        }

        assertThatThrownBy(role::run)
                .isInstanceOf(LogDamagedException.class)
                .hasMessageContaining("test.response-log-0@7");
        assertThat(sessions).hasSize(12);
    }

    private static Supplier<ValidatorSession> failing(ValidatorProcess validator, KafkaException failure) {
        return () -> validator.session(() -> validator.consumer().setPollException(failure));
    }
}
