package io.tribunal.deployment.role;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class RolesTest {
    @Test
    void shouldNameAVariableThatARoleWouldEndWith() {
        assertThatThrownBy(() -> Roles.requireKnown(Map.of("TRIBUNAL_NAMSPACE", "typo")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown environment variable TRIBUNAL_NAMSPACE");
    }

    @Test
    void shouldAcceptWhatEveryRoleKnows() {
        assertThatNoException()
                .isThrownBy(() -> Roles.requireKnown(
                        Map.of("HOME", "/", "TRIBUNAL_NAMESPACE", "a", "TRIBUNAL_KAFKA_CLIENT_ID", "x")));
    }
}
