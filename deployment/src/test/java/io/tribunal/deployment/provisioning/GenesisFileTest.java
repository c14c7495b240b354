package io.tribunal.deployment.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.deployment.error.UserError;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GenesisFileTest {
    private static Genesis of(int executors) {
        List<ExecutorId> names = IntStream.range(0, executors)
                .mapToObj(i -> new ExecutorId("e" + (100 + i)))
                .toList();
        Policy policy = Policy.defaults(new QuorumSpec(executors), List.of());
        return new Genesis(Hash.ZERO, "ledger", 1, names, List.of(), List.of(), 1, policy, RulesVersion.LATEST);
    }

    @Test
    void shouldRefuseToFoundADeploymentWhoseVerdictsCouldOutgrowARecord() {
        assertThat(GenesisFile.bounded(of(14))).isEqualTo(of(14));
        assertThatThrownBy(() -> GenesisFile.bounded(of(15)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("name at most 14 executors");
    }
}
