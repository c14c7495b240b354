package io.tribunal.conformance.diversity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.conformance.input.GeneratedCall;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.Reference;
import io.tribunal.worker.Answer;
import io.tribunal.worker.ExecutorVariants;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExperimentTest {
    private static final int RUNS = 300;

    private static ProbedExecutor variant(String name) {
        return Reference.of(name, ExecutorVariants.onClassPath().create(name));
    }

    @Test
    void shouldCountEscapesWhenRightVariantsGetTheSameFault() {
        // Given
        Experiment experiment = experiment(List.of(variant("digits"), variant("scaled")));
        // When
        PairCount count = PairCount.of(experiment.runs(Mode.COMMON, RUNS), 0, 1);
        // Then
        assertThat(count.bothWrong()).isPositive();
        assertThat(count.escapes()).isGreaterThan(count.bothWrong() * 9 / 10);
    }

    @Test
    void shouldCountFewerEscapesWhenFaultsAreIndependent() {
        // Given
        Experiment experiment = experiment(List.of(variant("digits"), variant("scaled")));
        // When
        PairCount own = PairCount.of(experiment.runs(Mode.INDEPENDENT, RUNS), 0, 1);
        PairCount common = PairCount.of(experiment.runs(Mode.COMMON, RUNS), 0, 1);
        // Then
        assertThat(own.escapes()).isLessThan(common.escapes());
    }

    @Test
    void shouldNotCountTwoFailuresAsEqual() {
        // Given two executors that always answer wrong, each differently
        ProbedExecutor one = Reference.of("one", (state, request) -> Answer.ok("{\"by\":1}", List.of()));
        ProbedExecutor other = Reference.of("other", (state, request) -> Answer.ok("{\"by\":2}", List.of()));
        // When
        PairCount count = PairCount.of(experiment(List.of(one, other)).runs(Mode.COMMON, 50), 0, 1);
        // Then
        assertThat(count).isEqualTo(new PairCount(50, 50, 0));
    }

    @Test
    void shouldRepeatTheSameRunsForTheSameSeed() {
        RunResults first = experiment(List.of(variant("digits"))).runs(Mode.INDEPENDENT, 20);
        assertThat(experiment(List.of(variant("digits"))).runs(Mode.INDEPENDENT, 20))
                .isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(InputFault.class)
    void shouldChangeCallsButKeepTheLastCallLast(InputFault fault) {
        // Given
        SplittableRandom random = new SplittableRandom(3);
        int changed = 0;
        for (int i = 0; i < 100; i++) {
            List<GeneratedCall> calls = new Workload(random).next();
            // When
            List<GeneratedCall> faulty = fault.in(calls, random);
            // Then
            changed += faulty.equals(calls) ? 0 : 1;
            assertThat(faulty.getLast().operation()).isEqualTo(calls.getLast().operation());
        }
        assertThat(changed).isGreaterThan(50);
    }

    private static Experiment experiment(List<ProbedExecutor> subjects) {
        return new Experiment(Reference.create(), subjects, 11);
    }
}
