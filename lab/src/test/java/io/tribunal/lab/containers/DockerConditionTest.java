package io.tribunal.lab.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

class DockerConditionTest {
    private static final Optional<String> NO_DOCKER = Optional.of("no Docker answers");

    @Test
    void shouldSkipWithTheReasonWithoutDocker() {
        ConditionEvaluationResult result = DockerCondition.evaluate(NO_DOCKER, null);

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason().orElseThrow()).contains("no Docker answers");
    }

    @Test
    void shouldFailWithoutDockerWhereItIsRequired() {
        assertThatThrownBy(() -> DockerCondition.evaluate(NO_DOCKER, "true"))
                .hasMessageContaining("REQUIRE_DOCKER")
                .hasMessageContaining("no Docker answers");
    }

    @Test
    void shouldRunWithDocker() {
        assertThat(DockerCondition.evaluate(Optional.empty(), "true").isDisabled())
                .isFalse();
    }
}
