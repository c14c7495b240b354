package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** At most f executors are faulty, in any way: no wrong AGREED, one final verdict per entry, no deviation of an honest executor. */
class InvariantTest {
    private static final int SEEDS = 60;
    private static final int ENTRIES = 30;

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7})
    void shouldHoldForEverySeedAndCombinationOfFaults(int executors) {
        SimDeployment deployment = SimDeployment.of(executors, 3, 2, new SimPolicy().checkpointInterval(7));
        for (long seed = 0; seed < SEEDS; seed++) {
            Simulation.Outcome outcome = Simulation.of(deployment, (int) (seed % 2), ENTRIES, seed);
            assertHolds(outcome, "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldWithFExecutorsOfTheSameFault(FaultMode fault) {
        SimDeployment deployment = SimDeployment.of(5, 0, 2, new SimPolicy().checkpointInterval(5));
        Map<String, FaultMode> faults = new TreeMap<>(Map.of(
                "e1", fault, "e2", FaultMode.PLAIN, "e3", fault, "e4", FaultMode.AHEAD, "e5", FaultMode.RESTARTING));
        for (long seed = 0; seed < 8; seed++) {
            assertHolds(Simulation.of(deployment, 1, ENTRIES, faults, seed), fault + " seed " + seed);
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
    void shouldHoldWithLittleRoomForEarlyResponses(int bytes) {
        SimDeployment deployment =
                SimDeployment.of(5, 3, 2, new SimPolicy().maxHeld(bytes).checkpointInterval(7));
        for (long seed = 0; seed < SEEDS; seed++) {
            assertHolds(Simulation.of(deployment, 0, ENTRIES, seed), "seed " + seed);
        }
    }

    /** Shows that the invariants can fail. */
    @Test
    void shouldBreakWithMoreThanFColludingExecutors() {
        SimDeployment deployment = SimDeployment.of(3, 3, 2, new SimPolicy());
        Map<String, FaultMode> faults =
                new TreeMap<>(Map.of("e1", FaultMode.PLAIN, "e2", FaultMode.COLLUDING, "e3", FaultMode.COLLUDING));
        Simulation.Outcome outcome = Simulation.of(deployment, 0, ENTRIES, faults, 1);

        List<String> violations = Invariants.violations(outcome, new PartitionRun(deployment, outcome.logs()).toEnd());

        assertThat(violations)
                .anyMatch(it -> it.startsWith("wrong or no verdict"))
                .anyMatch(it -> it.startsWith("deviation of an honest executor"));
    }

    private static void assertHolds(Simulation.Outcome outcome, String name) {
        PartitionRun run = new PartitionRun(outcome.deployment(), outcome.logs()).toEnd();
        assertThat(Invariants.violations(outcome, run))
                .as("%s %s", name, outcome.faults())
                .isEmpty();
    }
}
