package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.policy.IsolationPolicy;
import io.tribunal.core.policy.QuorumSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Readmission after an isolation, and decisions under a policy that only monitors. */
class RejoinTest {
    private static final IsolationPolicy DEFAULTS = IsolationPolicy.defaults(new QuorumSpec(5));

    private static DeploymentSimulation simulation(long seed, FaultMode second, IsolationPolicy isolation) {
        Map<String, FaultMode> faults = new TreeMap<>(Map.of(
                "e1", FaultMode.PLAIN,
                "e2", second,
                "e3", FaultMode.AHEAD,
                "e4", FaultMode.PLAIN,
                "e5", FaultMode.PLAIN));
        SimPolicy policy = new SimPolicy().deadline(60_000).restoreBallots(10).isolation(isolation);
        return new DeploymentSimulation(SimDeployment.of(5, 3, 2, policy), faults, 300, seed);
    }

    @Test
    void shouldReadmitAnExecutorThatHasBecomeHonestInEveryPartition() {
        for (long seed = 0; seed < 4; seed++) {
            DeploymentSimulation simulation =
                    simulation(seed, FaultMode.LYING, DEFAULTS).run(60);
            assertThat(simulation.statuses("e2")).containsOnly(MemberStatus.ISOLATED);

            simulation
                    .switchFault("e2", FaultMode.PLAIN)
                    .append(rejoin(simulation, "e2"))
                    .run(120);

            assertThat(events(simulation)).as("seed %s", seed).containsExactly("Isolate", "Probation", "Readmit");
            assertThat(simulation.statuses("e2")).containsOnly(MemberStatus.ACTIVE);
            assertThat(simulation.decisions())
                    .containsOnly(simulation.decisions().getFirst());
            assertThat(simulation.replayed()).isEqualTo(simulation.decisions().getFirst());
        }
    }

    @Test
    void shouldNeverReadmitAnExecutorThatStaysFaulty() {
        for (FaultMode fault : List.of(FaultMode.LYING, FaultMode.WRONG_STATE, FaultMode.EQUIVOCATING)) {
            DeploymentSimulation simulation = simulation(3, fault, DEFAULTS).run(60);
            assertThat(simulation.statuses("e2")).as("%s", fault).containsOnly(MemberStatus.ISOLATED);

            simulation.append(rejoin(simulation, "e2")).run(120);

            assertThat(events(simulation)).as("%s", fault).endsWith("Isolate", "Probation");
            assertThat(simulation.statuses("e2")).containsOnly(MemberStatus.PROBATION);
        }
    }

    @Test
    void shouldIgnoreARejoinSignedByAnother() {
        DeploymentSimulation simulation =
                simulation(5, FaultMode.LYING, DEFAULTS).run(60).switchFault("e2", FaultMode.PLAIN);

        simulation
                .append(rejoin(simulation, "e3"))
                .append(rejoin(simulation, "v1"))
                .append(rejoin(simulation, SimDeployment.ROOT));
        simulation.run(60);

        assertThat(events(simulation)).containsExactly("Isolate");
        assertThat(simulation.statuses("e2")).containsOnly(MemberStatus.ISOLATED);
    }

    @Test
    void shouldNumberMonitoredDecisionsAndChangeNoMembership() {
        for (FaultMode fault : List.of(FaultMode.LYING, FaultMode.EQUIVOCATING, FaultMode.DEAD)) {
            DeploymentSimulation simulation = simulation(2, fault, DEFAULTS.with(IsolationPolicy.Enforcement.MONITOR))
                    .run(70);

            List<CertifiedDecision> decisions = simulation.decisions().getFirst();
            assertThat(decisions)
                    .as("%s", fault)
                    .isNotEmpty()
                    .allMatch(it -> it.decision().outcome() == Enforcement.MONITORED)
                    .allMatch(it -> subject(it).executor().value().equals("e2"));
            assertThat(decisions)
                    .extracting(it -> it.decision().number())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, decisions.size()).boxed().toList());
            assertThat(simulation.statuses("e2")).containsOnly(MemberStatus.ACTIVE);
            assertThat(simulation.decisions()).containsOnly(decisions);
        }
    }

    /** A request of {@code e2} to rejoin after its isolation, signed with any key. */
    private static DecisionLogRecord.Rejoin rejoin(DeploymentSimulation simulation, String signer) {
        Hash deployment = simulation.deployment().hash();
        ExecutorId executor = new ExecutorId("e2");
        long isolation = events(simulation).indexOf("Isolate") + 1;
        byte[] message = DecisionLogRecord.Rejoin.signedBytes(deployment, executor, isolation);
        return new DecisionLogRecord.Rejoin(
                deployment, executor, isolation, KeySignature.by(SimKeys.signer(signer), message));
    }

    private static List<String> events(DeploymentSimulation simulation) {
        return simulation.decisions().getFirst().stream()
                .map(it -> subject(it).event().getClass().getSimpleName())
                .toList();
    }

    private static IsolationProposal subject(CertifiedDecision decision) {
        return (IsolationProposal) decision.decision().subject();
    }
}
