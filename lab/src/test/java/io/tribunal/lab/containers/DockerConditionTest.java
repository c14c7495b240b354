package io.tribunal.lab.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DockerConditionTest {
    @Test
    void shouldSkipWithTheReasonWithoutDocker() {
        assertThat(DockerCondition.judge(false, null)).satisfies(result -> {
            assertThat(result.isDisabled()).isTrue();
            assertThat(result.getReason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("no Docker answers"));
        });
    }

    @Test
    void shouldFailWithoutDockerWhereItIsRequired() {
        assertThatThrownBy(() -> DockerCondition.judge(false, "true")).hasMessageContaining("REQUIRE_DOCKER");
    }

    @Test
    void shouldRunWithDocker() {
        assertThat(DockerCondition.judge(true, "true").isDisabled()).isFalse();
    }
}
