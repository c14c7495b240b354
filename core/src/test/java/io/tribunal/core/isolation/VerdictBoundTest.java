package io.tribunal.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.policy.VotingPolicy;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A policy under which a verdict could outgrow what a record may hold. */
class VerdictBoundTest {
    private static final Policy EMBEDDING = Policy.defaults(new QuorumSpec(15), List.of());
    private static final Policy REFERRING = EMBEDDING.withVoting(new VotingPolicy(
            8, EMBEDDING.voting().adjudication(), EMBEDDING.voting().behaviour(), false));

    private static DecisionChain chain(int executors, Policy policy, RulesVersion version) {
        List<ExecutorId> names = IntStream.range(0, executors)
                .mapToObj(i -> new ExecutorId("e" + (100 + i)))
                .toList();
        return DecisionChain.of(
                new Genesis(Hash.ZERO, "s", 1, names, List.of(), List.of(), 1, policy, version), Hash.ZERO);
    }

    private static boolean canChangeTo(Policy policy, RulesVersion version) {
        RootMandate mandate = new RootMandate(Hash.ZERO, 1, new Action.ChangePolicy(policy), Bytes.EMPTY, List.of());
        return chain(15, REFERRING, version)
                .after(new OrderedDecision(1, Hash.ZERO, mandate, Enforcement.ENFORCED))
                .isPresent();
    }

    @Test
    void shouldRefuseAGenesisByNameAndSayWhatToChange() {
        assertThatThrownBy(() -> chain(15, EMBEDDING, RulesVersion.LATEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set policy.embedCertificates to false, or name at most 14 executors");
    }

    @Test
    void shouldTakeAGenesisWhoseVerdictsFit() {
        assertThat(chain(14, EMBEDDING, RulesVersion.LATEST).number()).isZero();
        assertThat(chain(15, REFERRING, RulesVersion.LATEST).number()).isZero();
    }

    @Test
    void shouldGoOnWithADeploymentOfVersionOne() {
        assertThat(chain(16, EMBEDDING, RulesVersion.FIRST).number()).isZero();
        assertThat(canChangeTo(EMBEDDING, RulesVersion.FIRST)).isTrue();
    }

    @Test
    void shouldRefuseAChangeOfThePolicyToIt() {
        assertThat(canChangeTo(EMBEDDING, RulesVersion.LATEST)).isFalse();
        assertThat(canChangeTo(REFERRING, RulesVersion.LATEST)).isTrue();
    }
}
