package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Finding;
import io.tribunal.core.detection.Finding.Malicious;
import io.tribunal.core.detection.Finding.Suspected;
import io.tribunal.core.detection.Finding.Unresponsive;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.detection.PartitionDetector;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Detectors that observe the real voting on simulated logs. */
class DetectionTest {
    private static final DetectionPolicy POLICY = DetectionPolicy.defaults();
    private static final int ENTRIES = 120;

    private final SimDeployment deployment =
            SimDeployment.of(5, 3, 2, new SimPolicy().checkpointInterval(7).restoreBallots(5));

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"LYING", "COLLUDING", "WRONG_STATE", "COLLUDING_STATE", "EQUIVOCATING", "GARBAGE"})
    void shouldClassifyOnlyFaultyExecutorsAsMaliciousWhenTwoAreFaulty(FaultMode fault) {
        for (long seed = 0; seed < 10; seed++) {
            FaultMode other = FaultMode.values()[(int) (3 + seed)];
            List<Finding> findings = findings(run(fault, other, seed).observations());

            assertThat(malicious(findings))
                    .as("%s and %s, seed %s", fault, other, seed)
                    .contains("e2");
            assertNoHonestOneIsFound(findings, Map.of("e2", fault, "e4", other));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"SILENT", "DEAD"})
    void shouldClassifyAnExecutorThatDoesNotAnswerAsUnresponsiveAndNotMalicious(FaultMode fault) {
        for (long seed = 0; seed < 10; seed++) {
            List<Finding> findings = findings(run(fault, FaultMode.LYING, seed).observations());

            assertThat(findings)
                    .anyMatch(it -> it instanceof Unresponsive && name(it).equals("e2"))
                    .noneMatch(it -> it instanceof Malicious && name(it).equals("e2"));
        }
    }

    @Test
    void shouldClassifyNoHonestExecutorAsFaultyWhateverTwoOfFiveDo() {
        for (long seed = 0; seed < 60; seed++) {
            Simulation.Outcome outcome = Simulation.of(deployment, (int) (seed % 2), 60, seed);
            List<Finding> findings = findings(
                    new PartitionRun(deployment, outcome.logs()).toEnd().observations());

            assertNoHonestOneIsFound(findings, outcome.faults());
        }
    }

    @Test
    void shouldClassifyAnEquivocatorAsMaliciousAtOnce() {
        PartitionFixture fixture = new PartitionFixture(5, new SimPolicy());
        long offset = fixture.request();
        fixture.send("e5", offset, fixture.honest(offset));
        fixture.send("e5", offset, WrongResponses.otherResult(fixture.expectedResponse(offset), "lie"));
        fixture.answer("e1", offset);
        assertThat(fixture.observations()).isEmpty();

        fixture.answer("e2", offset);

        assertThat(findings(fixture.observations()))
                .singleElement()
                .isInstanceOf(Malicious.class)
                .matches(it -> it.grounds().kind() == DeviationClass.EQUIVOCATED && name(it).equals("e5"));
    }

    @Test
    void shouldClassifyAnExecutorWithAWrongStateAsMaliciousByTheDeviationsAfterTheAllowance() {
        PartitionFixture fixture = new PartitionFixture(3, new SimPolicy().restoreBallots(20));
        Bytes own = Bytes.EMPTY;
        for (int i = 0; i < 1 + 20 + 3; i++) {
            long offset = fixture.request();
            fixture.answer("e1", offset);
            fixture.answer("e2", offset);
            Bytes before = i == 0 ? fixture.honest(offset).preState() : own;
            Response wrong = WrongResponses.otherState(fixture.honest(offset), before, "e3");
            own = wrong.postState();
            fixture.send("e3", offset, wrong);
            assertThat(malicious(findings(fixture.observations()))).isEqualTo(i < 23 ? List.of() : List.of("e3"));
        }

        assertThat(findings(fixture.observations())).hasExactlyElementsOfTypes(Suspected.class, Malicious.class);
        assertThat(findings(fixture.observations()).getLast().grounds().evidence())
                .containsExactly(1L, 22L, 23L, 24L);
    }

    @Test
    void shouldFindTheSameWithARestartBetweenAnyTwoRecords() {
        for (long history = 0; history < 20; history++) {
            Simulation.Outcome outcome = Simulation.of(deployment, 0, 40, history);
            PartitionRun plain = new PartitionRun(deployment, outcome.logs()).toEnd();
            PartitionRun restarted = new PartitionRun(deployment, outcome.logs());
            while (restarted.hasNext()) {
                restarted.restart();
                restarted.step();
            }

            assertThat(restarted.observations()).as("seed %s", history).isEqualTo(plain.observations());
            assertThat(findingsWithRestarts(restarted.observations()))
                    .as("seed %s", history)
                    .isEqualTo(findings(plain.observations()));
        }
    }

    private PartitionRun run(FaultMode second, FaultMode fourth, long seed) {
        Map<String, FaultMode> faults = new TreeMap<>(Map.of(
                "e1", FaultMode.PLAIN, "e2", second, "e3", FaultMode.AHEAD, "e4", fourth, "e5", FaultMode.RESTARTING));
        Simulation.Outcome outcome = Simulation.of(deployment, 0, ENTRIES, faults, seed);
        return new PartitionRun(deployment, outcome.logs()).toEnd();
    }

    private static void assertNoHonestOneIsFound(List<Finding> findings, Map<String, FaultMode> faults) {
        assertThat(findings)
                .filteredOn(it -> it.grounds().kind() != DeviationClass.SILENT)
                .noneMatch(it -> faults.getOrDefault(name(it), FaultMode.PLAIN).isHonest());
    }

    private static List<Finding> findings(List<Observation> observations) {
        PartitionDetector detector = new PartitionDetector(0, POLICY);
        return observations.stream()
                .flatMap(observation -> detector.observe(observation).stream())
                .toList();
    }

    private static List<Finding> findingsWithRestarts(List<Observation> observations) {
        PartitionDetector detector = new PartitionDetector(0, POLICY);
        List<Finding> findings = new ArrayList<>();
        Random random = new Random(1);
        for (Observation observation : observations) {
            if (random.nextBoolean()) {
                detector =
                        PartitionDetector.decode(0, POLICY, detector.encode()).orElseThrow();
            }
            findings.addAll(detector.observe(observation));
        }
        return findings;
    }

    private static List<String> malicious(List<Finding> findings) {
        return findings.stream()
                .filter(Malicious.class::isInstance)
                .map(DetectionTest::name)
                .distinct()
                .toList();
    }

    private static String name(Finding finding) {
        return finding.grounds().executor().value();
    }
}
