package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.policy.IsolationPolicy;
import io.tribunal.core.policy.QuorumSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The way back after an isolation, and what is decided where nobody is to be isolated. */
class RejoinTest {
    private static final IsolationPolicy DEFAULTS = IsolationPolicy.defaults(new QuorumSpec(5));

    private static ClosedLoop loop(long seed, Conduct second, IsolationPolicy isolation) {
        Map<String, Conduct> conducts = new TreeMap<>(Map.of(
                "e1", Conduct.PLAIN,
                "e2", second,
                "e3", Conduct.AHEAD,
                "e4", Conduct.PLAIN,
                "e5", Conduct.PLAIN));
        SimPolicy policy = new SimPolicy().deadline(60_000).restoreBallots(10).isolation(isolation);
        return new ClosedLoop(SimDeployment.of(5, 3, 2, policy), conducts, 300, seed);
    }

    @Test
    void shouldReadmitWhoHasBecomeHonestEverywhere() {
        for (long seed = 0; seed < 4; seed++) {
            ClosedLoop loop = loop(seed, Conduct.LYING, DEFAULTS).live(60);
            assertThat(loop.statuses("e2")).containsOnly(MemberStatus.ISOLATED);

            loop.become("e2", Conduct.PLAIN).append(rejoin(loop, "e2")).live(120);

            assertThat(events(loop)).as("seed %s", seed).containsExactly("Isolate", "Probation", "Readmit");
            assertThat(loop.statuses("e2")).containsOnly(MemberStatus.ACTIVE);
            assertThat(loop.decisions()).containsOnly(loop.decisions().getFirst());
            assertThat(loop.replayed()).isEqualTo(loop.decisions().getFirst());
        }
    }

    @Test
    void shouldNeverReadmitWhoGoesOnLying() {
        for (Conduct conduct : List.of(Conduct.LYING, Conduct.WRONG_STATE, Conduct.EQUIVOCATING)) {
            ClosedLoop loop = loop(3, conduct, DEFAULTS).live(60);
            assertThat(loop.statuses("e2")).as("%s", conduct).containsOnly(MemberStatus.ISOLATED);

            loop.append(rejoin(loop, "e2")).live(120);

            assertThat(events(loop)).as("%s", conduct).endsWith("Isolate", "Probation");
            assertThat(loop.statuses("e2")).containsOnly(MemberStatus.PROBATION);
        }
    }

    @Test
    void shouldNotHeedARejoinBySomebodyElse() {
        ClosedLoop loop = loop(5, Conduct.LYING, DEFAULTS).live(60).become("e2", Conduct.PLAIN);

        loop.append(rejoin(loop, "e3")).append(rejoin(loop, "v1")).append(rejoin(loop, SimDeployment.ROOT));
        loop.live(60);

        assertThat(events(loop)).containsExactly("Isolate");
        assertThat(loop.statuses("e2")).containsOnly(MemberStatus.ISOLATED);
    }

    @Test
    void shouldNumberWhatItWouldDoAndDoNothingUnderMonitor() {
        for (Conduct conduct : List.of(Conduct.LYING, Conduct.EQUIVOCATING, Conduct.DEAD)) {
            ClosedLoop loop = loop(2, conduct, DEFAULTS.with(IsolationPolicy.Enforcement.MONITOR))
                    .live(70);

            List<CertifiedDecision> decisions = loop.decisions().getFirst();
            assertThat(decisions)
                    .as("%s", conduct)
                    .isNotEmpty()
                    .allMatch(it -> it.decision().outcome() == Enforcement.MONITORED)
                    .allMatch(it -> subject(it).executor().value().equals("e2"));
            assertThat(decisions)
                    .extracting(it -> it.decision().number())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, decisions.size()).boxed().toList());
            assertThat(loop.statuses("e2")).containsOnly(MemberStatus.ACTIVE);
            assertThat(loop.decisions()).containsOnly(decisions);
        }
    }

    /** Names the isolation of {@code e2}, in {@code e2}'s name. */
    private static DecisionLogRecord.Rejoin rejoin(ClosedLoop loop, String signer) {
        Hash deployment = loop.deployment().hash();
        ExecutorId executor = new ExecutorId("e2");
        long isolation = events(loop).indexOf("Isolate") + 1;
        byte[] message = DecisionLogRecord.Rejoin.signedBytes(deployment, executor, isolation);
        return new DecisionLogRecord.Rejoin(deployment, executor, isolation, KeySignature.by(SimKeys.signer(signer), message));
    }

    private static List<String> events(ClosedLoop loop) {
        return loop.decisions().getFirst().stream()
                .map(it -> subject(it).event().getClass().getSimpleName())
                .toList();
    }

    private static IsolationProposal subject(CertifiedDecision decision) {
        return (IsolationProposal) decision.decision().subject();
    }
}
