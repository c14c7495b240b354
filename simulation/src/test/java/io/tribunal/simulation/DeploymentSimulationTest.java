package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.isolation.MemberStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From wrong responses to a membership that every partition applies, with validators that crash at any point. */
class DeploymentSimulationTest {
    private static final int PARTITIONS = 2;
    private static final int ENTRIES = 70;

    private static DeploymentSimulation simulation(long seed, FaultMode second, FaultMode fifth) {
        Map<String, FaultMode> faults = new TreeMap<>(Map.of(
                "e1", FaultMode.PLAIN,
                "e2", second,
                "e3", FaultMode.AHEAD,
                "e4", FaultMode.PLAIN,
                "e5", fifth));
        return new DeploymentSimulation(
                SimDeployment.of(
                        5, 3, PARTITIONS, new SimPolicy().deadline(60_000).restoreBallots(10)),
                faults,
                300,
                seed);
    }

    private static Stream<MembershipEvent> events(List<CertifiedDecision> decisions) {
        return decisions.stream().map(it -> ((IsolationProposal) it.decision().subject()).event());
    }

    @ParameterizedTest
    @EnumSource(names = {"LYING", "BIASED", "COLLUDING", "WRONG_STATE", "EQUIVOCATING"})
    void shouldIsolateTheFaultyExecutorOnceInEveryPartitionAndEquallyAtEveryValidator(FaultMode fault) {
        for (long seed = 0; seed < 6; seed++) {
            DeploymentSimulation simulation =
                    simulation(seed, fault, FaultMode.PLAIN).run(ENTRIES);

            assertThat(events(simulation.decisions().getFirst())
                            .filter(MembershipEvent.Isolate.class::isInstance)
                            .map(event -> event.executor().value()))
                    .as("%s, seed %s", fault, seed)
                    .containsExactly("e2");
            assertEqualEverywhere(simulation);
            assertThat(simulation.statuses("e2")).containsOnly(MemberStatus.ISOLATED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "DEAD"})
    void shouldSetASilentExecutorDownAndNeverIsolateIt(FaultMode fault) {
        for (long seed = 0; seed < 6; seed++) {
            DeploymentSimulation simulation =
                    simulation(seed, fault, FaultMode.PLAIN).run(ENTRIES);

            assertThat(events(simulation.decisions().getFirst())
                            .map(event -> event.executor().value()))
                    .as("%s, seed %s", fault, seed)
                    .containsExactly("e2");
            assertThat(simulation.statuses("e2")).containsOnly(MemberStatus.DOWN);
            assertEqualEverywhere(simulation);
        }
    }

    @Test
    void shouldIsolateABiasedExecutorNextToASecondFault() {
        for (FaultMode other :
                List.of(FaultMode.LYING, FaultMode.SILENT, FaultMode.EQUIVOCATING, FaultMode.WRONG_STATE)) {
            DeploymentSimulation simulation =
                    simulation(7, FaultMode.BIASED, other).run(ENTRIES);

            assertThat(events(simulation.decisions().getFirst())
                            .map(event -> event.executor().value())
                            .distinct())
                    .as("next to %s", other)
                    .containsExactlyInAnyOrder("e2", "e5");
            assertThat(simulation.statuses("e2")).containsOnly(MemberStatus.ISOLATED);
            assertEqualEverywhere(simulation);
            assertCorrectVerdicts(simulation);
        }
    }

    @Test
    void shouldDecideNothingAboutHonestExecutors() {
        for (long seed = 0; seed < 10; seed++) {
            DeploymentSimulation simulation =
                    simulation(seed, FaultMode.AHEAD, FaultMode.PLAIN).run(2 * ENTRIES);

            assertThat(simulation.decisions())
                    .allSatisfy(decisions -> assertThat(decisions).isEmpty());
            assertCorrectVerdicts(simulation);
        }
    }

    @Test
    void shouldSetASilentExecutorUpWhenItAnswersAgain() {
        for (long seed = 0; seed < 6; seed++) {
            DeploymentSimulation simulation =
                    simulation(seed, FaultMode.DEAD, FaultMode.PLAIN).run(ENTRIES);
            assertThat(simulation.statuses("e2")).containsOnly(MemberStatus.DOWN);

            simulation.switchFault("e2", FaultMode.PLAIN).run(ENTRIES);

            assertThat(events(simulation.decisions().getFirst())
                            .map(Object::getClass)
                            .map(Class::getSimpleName))
                    .as("seed %s", seed)
                    .containsExactly("Down", "Up");
            assertThat(simulation.statuses("e2")).containsOnly(MemberStatus.ACTIVE);
            assertEqualEverywhere(simulation);
        }
    }

    private static void assertEqualEverywhere(DeploymentSimulation simulation) {
        List<CertifiedDecision> first = simulation.decisions().getFirst();
        assertThat(simulation.decisions())
                .allSatisfy(decisions -> assertThat(decisions).isEqualTo(first));
        assertThat(simulation.replayed()).isEqualTo(first);
    }

    private static void assertCorrectVerdicts(DeploymentSimulation simulation) {
        for (PartitionSimulation simulated : simulation.partitions()) {
            PartitionRun run = new PartitionRun(simulation.deployment(), simulated.logs()).toEnd();
            Map<Long, Verdict> finals = new TreeMap<>();
            run.verdicts().stream()
                    .map(issued -> issued.verdict())
                    .filter(Verdict::isFinal)
                    .forEach(verdict -> finals.put(verdict.position().offset(), verdict));
            simulated
                    .expected()
                    .responses()
                    .forEach((offset, expectedResponse) -> assertThat(finals.get(offset))
                            .as("verdict at %s", offset)
                            .satisfies(verdict -> assertThat(verdict.outcome())
                                    .isEqualTo(new Verdict.Agreed(
                                            expectedResponse.status(),
                                            ExpectedResponse.JSON,
                                            expectedResponse.normalizedOutput(),
                                            expectedResponse.voteDigest(),
                                            expectedResponse.after()))));
        }
    }
}
