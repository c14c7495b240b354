package io.tribunal.cli.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tribunal.core.policy.IsolationPolicy;
import io.tribunal.core.policy.Policy;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySettingsTest {
    private final Policy policy = new RootFixture().policy();

    @Test
    void shouldSetEachKindOfValueAndNameWhatChanged() {
        Policy changed = PolicySettings.with(
                policy,
                Map.of(
                        "deadline", "8000",
                        "embedCertificates", "false",
                        "isolation.enforcement", "MONITOR",
                        "detection.slow.deviation", "7"));

        assertThat(changed.timing().deadline()).isEqualTo(8_000);
        assertThat(changed.voting().embedCertificates()).isFalse();
        assertThat(changed.isolation().enforcement()).isEqualTo(IsolationPolicy.Enforcement.MONITOR);
        assertThat(PolicySettings.changes(policy, changed))
                .containsExactly(
                        "deadline: 5000 -> 8000",
                        "embedCertificates: true -> false",
                        "detection.slow.deviation: " + policy.detection().slow().deviation() + " -> 7",
                        "isolation.enforcement: \"ENFORCE\" -> \"MONITOR\"");
        assertThat(PolicySettings.changes(policy, policy)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "deadlnie, 1, no setting of the policy",
        "detection, 1, no setting of the policy",
        "operations, 1, no setting of the policy",
        "behaviour, x, no setting of the policy",
        "deadline.ms, 1, no setting of the policy",
        "'', 1, no setting of the policy",
        "deadline, soon, policy.deadline must be a whole number",
        "deadline, 1.5, policy.deadline must be a whole number",
        "deadline, -1, policy.deadline must be positive",
        "maxOutput, 3000000000, policy.maxOutput must be a whole number",
        "stateful, yes, policy.stateful must be true or false",
        "adjudication, JUDGE, policy.adjudication must be one of",
        "adjudication, BEHAVIOUR_STATE, needs policy.behaviour"
    })
    void shouldRefuseASettingThatThereIsNotOrThatCannotHaveItsValue(String name, String value, String message) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> PolicySettings.with(policy, Map.of(name, value)))
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE));
    }
}
