package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.partition.Event;
import io.tribunal.core.policy.Adjudication;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every adjudicator, with and without state, while up to f executors are faulty in ways that the seed draws. */
class AdjudicationTest {
    private static final int SEEDS = 40;
    private static final int ENTRIES = 25;

    @ParameterizedTest
    @EnumSource
    void shouldAgreeOnlyOnCorrectResultsWithAtLeastFPlusOneSupporters(Adjudication rule) {
        for (SimDeployment deployment : deployments(rule)) {
            int agreed = 0;
            for (long seed = 0; seed < SEEDS; seed++) {
                Simulation.Outcome outcome = Simulation.of(deployment, 0, ENTRIES, seed);
                for (Verdict verdict : verdicts(outcome)) {
                    if (verdict.outcome() instanceof Verdict.Agreed given) {
                        agreed++;
                        assertThat(given.voteDigest())
                                .as("seed %s at %s", seed, verdict.position())
                                .isEqualTo(outcome.expected()
                                        .responses()
                                        .get(verdict.position().offset())
                                        .voteDigest());
                        assertThat(verdict.supporters())
                                .hasSizeGreaterThanOrEqualTo(
                                        deployment.genesis().executorQuorum().oneHonest());
                    }
                }
            }
            assertThat(agreed).isGreaterThan(SEEDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveEachRequestOneFinalVerdictAndRecordNoDeviationOfHonestExecutors(Adjudication rule) {
        for (SimDeployment deployment : deployments(rule)) {
            for (long seed = 0; seed < SEEDS; seed++) {
                Simulation.Outcome outcome = Simulation.of(deployment, 0, ENTRIES, seed);
                List<String> violations = Invariants.violations(outcome, run(outcome));

                assertThat(violations.stream().filter(it -> !it.startsWith("wrong or no verdict")))
                        .as("seed %s %s", seed, outcome.faults())
                        .isEmpty();
                assertThat(verdicts(outcome).stream().filter(Verdict::isFinal))
                        .as("seed %s %s", seed, outcome.faults())
                        .hasSize(outcome.logs().businessSize() - 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheSameResultWithARestartAfterEveryRecord(Adjudication rule) {
        for (SimDeployment deployment : deployments(rule)) {
            for (long seed = 0; seed < 15; seed++) {
                Simulation.Outcome outcome = Simulation.of(deployment, 0, ENTRIES, seed);
                PartitionRun restarted = new PartitionRun(deployment, outcome.logs());
                while (restarted.hasNext()) {
                    restarted.restart();
                    restarted.step();
                }
                PartitionRun plain = run(outcome);
                assertThat(restarted.events()).as("seed %s", seed).isEqualTo(plain.events());
                assertThat(restarted.snapshot()).as("seed %s", seed).isEqualTo(plain.snapshot());
            }
        }
    }

    /** A behaviour model that only reports anomalies changes no outcome. */
    @Test
    void shouldGiveTheSameOutcomesWithAndWithoutAModel() {
        SimDeployment plain = SimDeployment.of(5, 3, 2, new SimPolicy().checkpointInterval(5));
        SimDeployment watched = deployment(Adjudication.EXACT_MAJORITY, 5, true);
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(outcomes(Simulation.of(watched, 0, ENTRIES, seed)))
                    .as("seed %s", seed)
                    .isEqualTo(outcomes(Simulation.of(plain, 0, ENTRIES, seed)));
        }
    }

    @Test
    void shouldReportALyingExecutorThatLeavesTheAgreedState() {
        SimDeployment deployment = deployment(Adjudication.EXACT_MAJORITY, 3, true);
        Map<String, FaultMode> faults =
                new TreeMap<>(Map.of("e1", FaultMode.PLAIN, "e2", FaultMode.PLAIN, "e3", FaultMode.COLLUDING));
        Simulation.Outcome outcome = Simulation.of(deployment, 0, ENTRIES, faults, 1);

        List<Event.AnomalyFound> anomalies = run(outcome).events().stream()
                .filter(Event.AnomalyFound.class::isInstance)
                .map(Event.AnomalyFound.class::cast)
                .toList();

        assertThat(anomalies)
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.anomaly().tuples())
                        .filteredOn(tuple -> tuple.newState().equals("SUSPECT"))
                        .allMatch(tuple -> tuple.executor().value().equals("e3")));
    }

    @Test
    void shouldRecordWrongOutputsEvenWhereExecutorsInTheAgreedStateMayDiffer() {
        SimDeployment deployment = deployment(Adjudication.BEHAVIOUR_STATE, 3, true);
        Map<String, FaultMode> faults =
                new TreeMap<>(Map.of("e1", FaultMode.PLAIN, "e2", FaultMode.PLAIN, "e3", FaultMode.COLLUDING));
        Simulation.Outcome outcome = Simulation.of(deployment, 0, ENTRIES, faults, 1);

        assertThat(PartitionFixture.deviations(run(outcome).events()))
                .filteredOn(deviation -> deviation.kind() == Deviation.Kind.WRONG_OUTPUT)
                .hasSizeBetween(1, outcome.expected().responses().size() - 1)
                .allMatch(deviation -> deviation.executorId().value().equals("e3"));
    }

    private static List<SimDeployment> deployments(Adjudication rule) {
        return List.of(deployment(rule, 3, true), deployment(rule, 4, true), deployment(rule, 5, false));
    }

    private static SimDeployment deployment(Adjudication rule, int executors, boolean stateful) {
        SimPolicy policy = new SimPolicy()
                .checkpointInterval(5)
                .adjudicatedBy(rule, Optional.of(SimBehaviourModels.lieDetecting()));
        return SimDeployment.of(executors, 3, 2, stateful ? policy : policy.stateless());
    }

    private static PartitionRun run(Simulation.Outcome outcome) {
        return new PartitionRun(outcome.deployment(), outcome.logs()).toEnd();
    }

    private static List<Verdict> verdicts(Simulation.Outcome outcome) {
        return run(outcome).verdicts().stream()
                .map(Event.VerdictIssued::verdict)
                .toList();
    }

    /** The parts of a verdict that do not depend on the deployment hash, which covers the policy. */
    private static List<String> outcomes(Simulation.Outcome outcome) {
        return verdicts(outcome).stream()
                .map(verdict -> verdict.position() + " " + verdict.outcome() + " " + verdict.silent() + " "
                        + verdict.needed() + " " + verdict.decidedAtResponseOffset() + " "
                        + verdict.supporters().stream()
                                .map(Verdict.Supporter::executorId)
                                .toList())
                .toList();
    }
}
