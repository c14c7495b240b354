package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** At most f executors are faulty, in any way: no wrong AGREED, one final verdict each, no honest one charged. */
class InvariantTest {
    private static final int SEEDS = 60;
    private static final int ENTRIES = 30;

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7})
    void shouldHoldForEverySeedAndMixtureOfFaults(int executors) {
        SimDeployment deployment = SimDeployment.of(executors, 3, 2, new SimPolicy().checkpointInterval(7));
        for (long seed = 0; seed < SEEDS; seed++) {
            Simulation.Outcome outcome = Simulation.of(deployment, (int) (seed % 2), ENTRIES, seed);
            assertHolds(outcome, "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldWithFExecutorsOfTheSameConduct(Conduct conduct) {
        SimDeployment deployment = SimDeployment.of(5, 0, 2, new SimPolicy().checkpointInterval(5));
        Map<String, Conduct> conducts = new TreeMap<>(Map.of(
                "e1", conduct, "e2", Conduct.PLAIN, "e3", conduct, "e4", Conduct.AHEAD, "e5", Conduct.RESTARTING));
        for (long seed = 0; seed < 8; seed++) {
            assertHolds(Simulation.of(deployment, 1, ENTRIES, conducts, seed), conduct + " seed " + seed);
        }
    }

    @Test
    void shouldHoldWithoutState() {
        SimDeployment deployment = SimDeployment.of(5, 3, 2, new SimPolicy().stateless());
        for (long seed = 0; seed < SEEDS; seed++) {
            assertHolds(Simulation.of(deployment, 0, ENTRIES, seed), "seed " + seed);
        }
    }

    @Test
    void shouldHoldWithFewOpenBallots() {
        SimDeployment deployment =
                SimDeployment.of(5, 3, 2, new SimPolicy().maxOpenBallots(3).deadline(300));
        for (long seed = 0; seed < SEEDS; seed++) {
            assertHolds(Simulation.of(deployment, 0, ENTRIES, seed), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 700, 2_000})
    void shouldHoldWithLittleRoomForEarlyAnswers(int bytes) {
        SimDeployment deployment =
                SimDeployment.of(5, 3, 2, new SimPolicy().maxHeld(bytes).checkpointInterval(7));
        for (long seed = 0; seed < SEEDS; seed++) {
            assertHolds(Simulation.of(deployment, 0, ENTRIES, seed), "seed " + seed);
        }
    }

    /** Otherwise nothing here could fail. */
    @Test
    void shouldBreakWithMoreThanFColluding() {
        SimDeployment deployment = SimDeployment.of(3, 3, 2, new SimPolicy());
        Map<String, Conduct> conducts =
                new TreeMap<>(Map.of("e1", Conduct.PLAIN, "e2", Conduct.COLLUDING, "e3", Conduct.COLLUDING));
        Simulation.Outcome outcome = Simulation.of(deployment, 0, ENTRIES, conducts, 1);

        List<String> violations = Invariants.violations(outcome, new PartitionRun(deployment, outcome.logs()).toEnd());

        assertThat(violations)
                .anyMatch(it -> it.startsWith("wrong or no verdict"))
                .anyMatch(it -> it.startsWith("honest charged"));
    }

    private static void assertHolds(Simulation.Outcome outcome, String name) {
        PartitionRun run = new PartitionRun(outcome.deployment(), outcome.logs()).toEnd();
        assertThat(Invariants.violations(outcome, run))
                .as("%s %s", name, outcome.conducts())
                .isEmpty();
    }
}
