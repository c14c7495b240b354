package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.PartitionDetector;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.isolation.MemberStatus;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faulty executors, clients and one validator cannot get an honest executor isolated. */
class FramingTest {
    private static final ExecutorId HONEST = new ExecutorId("e1");

    private static DeploymentSimulation simulation(long seed, FaultMode second, FaultMode fifth) {
        Map<String, FaultMode> faults = new TreeMap<>(Map.of(
                "e1", FaultMode.PLAIN,
                "e2", second,
                "e3", FaultMode.AHEAD,
                "e4", FaultMode.RESTARTING,
                "e5", fifth));
        return new DeploymentSimulation(
                SimDeployment.of(5, 3, 2, new SimPolicy().deadline(60_000).restoreBallots(10)), faults, 300, seed);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "LYING",
                "COLLUDING",
                "COLLUDING_STATE",
                "WRONG_STATE",
                "SILENT",
                "SLOW",
                "EQUIVOCATING",
                "ABSURD_CLAIM",
                "GARBAGE"
            })
    void shouldIsolateNoHonestExecutorWhateverTwoOfFiveDoTogether(FaultMode fault) {
        for (long seed = 0; seed < 4; seed++) {
            DeploymentSimulation simulation = simulation(seed, fault, fault).run(50);

            assertThat(isolated(simulation)).as("%s, seed %s", fault, seed).isSubsetOf("e2", "e5");
            assertThat(simulation.decisions())
                    .containsOnly(simulation.decisions().getFirst());
        }
    }

    private static List<String> isolated(DeploymentSimulation simulation) {
        return simulation.decisions().getFirst().stream()
                .map(decision -> ((IsolationProposal) decision.decision().subject()).event())
                .filter(MembershipEvent.Isolate.class::isInstance)
                .map(event -> event.executor().value())
                .toList();
    }

    /** A client sends requests on which the implementations differ: without agreement no deviation is recorded. */
    @Test
    void shouldRecordNoDeviationForRequestsOnWhichTheExecutorsSplit() {
        PartitionFixture fixture = new PartitionFixture(5, new SimPolicy().stateless());
        String[] words = {"a", "a", "b", "b", "c"};
        for (int i = 0; i < 60; i++) {
            long offset = fixture.request();
            for (int executor = 0; executor < 5; executor++) {
                fixture.send(
                        "e" + (executor + 1),
                        offset,
                        WrongResponses.otherResult(fixture.expectedResponse(offset), words[(executor + i) % 5]));
            }
            assertThat(fixture.outcomes(offset)).containsExactly("Split");
        }

        PartitionDetector detector = new PartitionDetector(0, DetectionPolicy.defaults());
        assertThat(fixture.observations())
                .hasSize(60)
                .allSatisfy(
                        observation -> assertThat(detector.observe(observation)).isEmpty());
        fixture.deployment
                .executors()
                .forEach(name -> assertThat(detector.statistic(new ExecutorId(name), DeviationClass.WRONG))
                        .isZero());
    }

    @Test
    void shouldDecideTheSameWhateverOneOfThreeValidatorsWrites() {
        for (long seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            DeploymentSimulation simulation =
                    simulation(seed, FaultMode.LYING, FaultMode.PLAIN).without("v3");
            for (int round = 0; round < 8; round++) {
                simulation.run(9);
                for (int i = 0; i < 30; i++) {
                    lie(simulation, random);
                }
            }
            simulation.settle();

            assertThat(simulation.decisions())
                    .containsOnly(simulation.decisions().getFirst());
            assertThat(isolated(simulation)).as("seed %s", seed).containsExactly("e2");
            assertThat(simulation.statuses("e2")).containsOnly(MemberStatus.ISOLATED);
            assertThat(simulation.statuses("e1")).containsOnly(MemberStatus.ACTIVE);
        }
    }

    /** Random records that a validator can write with its own key. */
    private static void lie(DeploymentSimulation simulation, Random random) {
        IsolationProposal framing = new IsolationProposal(
                simulation.deployment().hash(),
                new MembershipEvent.Isolate(
                        HONEST, random.nextBoolean() ? DeviationClass.WRONG : DeviationClass.EQUIVOCATED),
                new LogPosition(random.nextInt(2), random.nextInt(500)),
                random.nextLong(),
                List.of(1L, 2L),
                Hash.ZERO,
                random.nextInt(3));
        OrderedDecision forged = new OrderedDecision(1 + random.nextInt(3), Hash.ZERO, framing, Enforcement.ENFORCED);
        switch (random.nextInt(6)) {
            case 0 -> simulation.append(new DecisionLogRecord.Endorsement(framing, sign(framing.signedBytes())));
            case 1 ->
                simulation.append(new DecisionLogRecord.Ratification(forged.number(), sign(forged.signedBytes())));
            case 2 -> {
                if (!simulation.decisionLog().isEmpty()) {
                    simulation.append(simulation
                            .decisionLog()
                            .get(random.nextInt(simulation.decisionLog().size()))
                            .content());
                }
            }
            case 3 -> {
                byte[] message = DecisionLogRecord.Rejoin.signedBytes(framing.deployment(), new ExecutorId("e2"), 1);
                simulation.append(
                        new DecisionLogRecord.Rejoin(framing.deployment(), new ExecutorId("e2"), 1, sign(message)));
            }
            case 4 -> simulation.append(new DecisionLogRecord.Unreadable("noise"));
            default ->
                simulation
                        .partitions()
                        .get(random.nextInt(2))
                        .appendControl(SimRoot.entry(new CertifiedDecision(
                                forged, new QuorumCertificate(List.of(sign(forged.signedBytes()))))));
        }
    }

    private static KeySignature sign(byte[] message) {
        return KeySignature.by(SimKeys.signer("v3"), message);
    }
}
