package io.tribunal.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionFuzzTest {
    @Test
    void shouldFindNoDifferenceBetweenEqualExecutors() {
        assertThat(new AdmissionFuzz(List.of(Reference.create(), Reference.create()), 1)
                        .run(500)
                        .finding())
                .isEmpty();
    }

    @Test
    void shouldMinimiseAReplayToItsTwoEntries() {
        // Given an admission that forgets what it has admitted
        ProbedExecutor forgetful = new Forgetful(Reference.create());
        // When
        FuzzReport report = new AdmissionFuzz(List.of(Reference.create(), forgetful), 1).run(2_000);
        // Then
        assertThat(report.finding())
                .hasValueSatisfying(finding -> assertThat(finding.inputs()).hasSizeBetween(1, 2));
    }

    /** Says ADMITTED where the reference says REPLAYED. */
    private record Forgetful(ProbedExecutor honest) implements ProbedExecutor {
        @Override
        public String name() {
            return "forgetful";
        }

        @Override
        public JsonNode ask(ObjectNode question) {
            JsonNode answer = honest.ask(question);
            answer.path("decisions").forEach(decision -> {
                if (decision.path("reason").asText().equals("REPLAYED")) {
                    ((ObjectNode) decision).removeAll().put("decision", "ADMITTED");
                }
            });
            return answer;
        }

        @Override
        public void close() {
            honest.close();
        }
    }
}
