package io.tribunal.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.Reference;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Write;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorVariants;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallFuzzTest {
    private static final Executor HONEST = ExecutorVariants.onClassPath().create("digits");

    @Test
    void shouldFindNoDifferenceBetweenTheVariants() {
        // Given
        List<ProbedExecutor> all = ExecutorVariants.onClassPath().names().stream()
                .<ProbedExecutor>map(variant ->
                        Reference.of(variant, ExecutorVariants.onClassPath().create(variant)))
                .toList();
        // When
        FuzzReport report = new CallFuzz(all, 5).run(3_000);
        // Then
        assertThat(report.finding()).isEmpty();
        assertThat(report.inputs()).isEqualTo(3_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldFindAndMinimiseAnErrorInOneAmount(long seed) {
        // Given a variant that takes an amount with eight decimals for one with seven
        FuzzReport report = fuzz(
                seed,
                (request, answer) -> request.body().toUtf8().matches(".*\"amount\":\"[^\"]*\\.[0-9]{8}\".*")
                                && answer.status() == io.tribunal.core.log.Status.OK
                        ? Answer.ok("{}", answer.writes())
                        : answer);
        // Then accounts are opened and amounts move, and nothing else
        assertThat(report.finding()).hasValueSatisfying(finding -> {
            assertThat(finding.what()).contains("reference").contains("mutant");
            assertThat(finding.inputs()).hasSizeBetween(2, 4);
            assertThat(finding.inputs().getFirst()).contains("OPEN");
            assertThat(finding.inputs().getLast()).contains("\"amount\"").hasSizeLessThan(110);
            assertThat(finding.answers()).containsOnlyKeys("reference", "mutant");
        });
    }

    @Test
    void shouldFindAWrongStateBehindARightOutput() {
        // Given a variant that writes a byte more
        FuzzReport report = fuzz(
                1,
                (request, answer) -> new Answer(
                        answer.status(),
                        answer.contentType(),
                        answer.output(),
                        answer.writes().stream()
                                .map(write -> Write.put(
                                        write.key(),
                                        Bytes.utf8(write.value().orElseThrow().toUtf8() + " ")))
                                .toList()));
        // Then one call that writes is enough to show it
        assertThat(report.finding()).hasValueSatisfying(finding -> {
            assertThat(finding.inputs()).hasSize(1);
            assertThat(finding.inputs().getFirst()).contains("OPEN").contains("\"account\"");
            assertThat(finding.answers().get("mutant")).contains("writes");
        });
    }

    @Test
    void shouldFindTheSameDifferenceWithTheSameSeed() {
        // Given
        BiFunction<Request, Answer, Answer> mutation =
                (request, answer) -> request.operation().equals("TRANSFER") ? Answer.refused("{}") : answer;
        // When, Then
        assertThat(fuzz(9, mutation)).isEqualTo(fuzz(9, mutation));
    }

    private static FuzzReport fuzz(long seed, BiFunction<Request, Answer, Answer> mutation) {
        Executor mutant = (state, request) -> mutation.apply(request, HONEST.execute(state, request));
        return new CallFuzz(List.of(Reference.create(), Reference.of("mutant", mutant)), seed).run(20_000);
    }
}
