package io.tribunal.core.isolation;

import static io.tribunal.core.isolation.IsolationFixture.down;
import static io.tribunal.core.isolation.IsolationFixture.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Finding;
import io.tribunal.core.identity.Hash;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipTest {
    /** Paper two: the quorum of six executors is four, and three once one of them is isolated. */
    @Test
    void shouldFollowTheActiveMembersWithTheQuorumButNeverBelowTheMinimum() {
        DecisionLogFixture fixture = new DecisionLogFixture(6, 3);
        int minQuorum = fixture.deployment.genesis().executorQuorum().oneHonest();
        assertThat(minQuorum).isEqualTo(3);
        assertThat(quorum(fixture, minQuorum)).isEqualTo(4);

        fixture.decide(down(6));
        assertThat(quorum(fixture, minQuorum)).isEqualTo(3);
        fixture.decide(down(5));
        assertThat(quorum(fixture, minQuorum)).isEqualTo(3);
        fixture.decide(down(4)).decide(down(3)).decide(down(2));
        assertThat(fixture.machine.chain().membership().active()).hasSize(3);
        assertThat(quorum(fixture, minQuorum)).isEqualTo(3);
        assertThat(fixture.alarms()).hasSize(2);

        fixture.decide(up(6));
        assertThat(fixture.status(3))
                .as("was refused before, and is decided again")
                .isEqualTo(MemberStatus.DOWN);
        fixture.decide(up(5)).decide(up(4)).decide(up(3)).decide(up(2));
        assertThat(quorum(fixture, minQuorum)).isEqualTo(4);
    }

    private static int quorum(DecisionLogFixture fixture, int minQuorum) {
        return fixture.machine.chain().membership().quorum(minQuorum);
    }

    @Test
    void shouldAskForIsolationOfTheMaliciousAndDownOfTheUnresponsiveAndNothingElse() {
        Finding.Grounds grounds = new Finding.Grounds(
                IsolationFixture.executor(2), DeviationClass.WRONG, 4, 77, 15_648_092, List.of(1L, 2L));
        Finding.Grounds silent = new Finding.Grounds(
                IsolationFixture.executor(2), DeviationClass.SILENT, 4, 77, 15_648_092, List.of(1L, 2L));

        IsolationProposal proposal = IsolationProposal.of(Hash.ZERO, new Finding.Malicious(grounds), Hash.ZERO, 5)
                .orElseThrow();

        assertThat(proposal.event()).isEqualTo(IsolationFixture.isolate(2));
        assertThat(proposal.position().toString()).isEqualTo("4@77");
        assertThat(proposal.evidence()).containsExactly(1L, 2L);
        assertThat(IsolationProposal.of(Hash.ZERO, new Finding.Unresponsive(silent), Hash.ZERO, 5))
                .hasValueSatisfying(it -> assertThat(it.event()).isEqualTo(down(2)));
        assertThat(IsolationProposal.of(Hash.ZERO, new Finding.Suspected(grounds), Hash.ZERO, 5))
                .isEmpty();
        assertThat(IsolationProposal.of(Hash.ZERO, new Finding.Cleared(grounds), Hash.ZERO, 5))
                .isEmpty();
    }
}
