package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.behaviour.Anomaly;
import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.behaviour.Transition;
import io.tribunal.core.partition.Event;
import io.tribunal.core.policy.Adjudication;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Behaviour models that report anomalies and that take part in the vote, record by record. */
class BehaviourTest {
    /** The model of the figure in paper two; here an error is a GET of an absent key. */
    private static final BehaviourModel FIGURE = new BehaviourModel(
            "NORMAL",
            new TreeSet<>(List.of("ABNORMAL", "NORMAL")),
            new TreeSet<>(List.of("ABNORMAL")),
            List.of(
                    new Transition("NORMAL", "", "^OK", Optional.empty(), "NORMAL"),
                    new Transition("NORMAL", "", "Error|Failure", Optional.of(6), "ABNORMAL")));

    @Test
    void shouldReportTheSeventhFailureEvenWhenAllAgree() {
        PartitionFixture fixture = new PartitionFixture(3, watched(Adjudication.EXACT_MAJORITY));
        for (int i = 0; i < 7; i++) {
            long offset = fixture.request();
            for (String executor : fixture.deployment.executors()) {
                assertThat(anomalies(fixture)).isEmpty();
                fixture.send(executor, offset, fixture.expectedResponse(offset).response("{\"result\":\"Error\"}"));
                fixture.restart();
            }
        }

        assertThat(anomalies(fixture)).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.kind()).isEqualTo(Anomaly.Kind.ALARM);
            assertThat(anomaly.position().offset()).isEqualTo(7);
            assertThat(anomaly.agreed()).contains("ABNORMAL");
            assertThat(anomaly.tuples()).hasSize(3);
        });
        assertThat(fixture.outcomes(7)).containsExactly("Agreed");
    }

    @Test
    void shouldReportTheOnlyExecutorThatFails() {
        PartitionFixture fixture = new PartitionFixture(3, watched(Adjudication.EXACT_MAJORITY));
        for (int i = 0; i < 7; i++) {
            long offset = fixture.request();
            fixture.answer("e1", offset);
            fixture.answer("e2", offset);
            fixture.send("e3", offset, fixture.expectedResponse(offset).response("{\"result\":\"Failure\"}"));
        }

        assertThat(anomalies(fixture))
                .extracting(Anomaly::kind)
                .containsExactly(Anomaly.Kind.DISSENT, Anomaly.Kind.ALARM);
        assertThat(PartitionFixture.deviations(fixture.events())).hasSize(7);
    }

    @Test
    void shouldAllowDifferentOutputsInTheAgreedStateAndPublishTheOneThatFPlusOneGive() {
        PartitionFixture fixture =
                new PartitionFixture(5, watched(Adjudication.BEHAVIOUR_STATE).stateless());
        long offset = fixture.request();
        fixture.send("e1", offset, fixture.expectedResponse(offset).response("{\"result\":\"green\"}"));
        fixture.send("e2", offset, fixture.expectedResponse(offset).response("{\"result\":\"blue\"}"));
        fixture.answer("e3", offset);
        fixture.answer("e4", offset);
        fixture.answer("e5", offset);

        assertThat(fixture.outcomes(offset)).containsExactly("Agreed");
        assertThat(fixture.lastVerdict().supporters()).hasSize(3);
        assertThat(fixture.deviations()).isEmpty();
    }

    @Test
    void shouldSplitWithoutFPlusOneEqualOutputsAlthoughTheStateIsAgreed() {
        PartitionFixture fixture =
                new PartitionFixture(5, watched(Adjudication.BEHAVIOUR_STATE).stateless());
        long offset = fixture.request();
        for (String executor : fixture.deployment.executors()) {
            fixture.send(
                    executor, offset, fixture.expectedResponse(offset).response("{\"result\":\"" + executor + "\"}"));
        }

        assertThat(fixture.outcomes(offset)).containsExactly("Split");
        assertThat(fixture.events()).singleElement().isInstanceOf(Event.VerdictIssued.class);
    }

    @Test
    void shouldNotWaitForASilentExecutorToVoteOnStates() {
        PartitionFixture fixture = new PartitionFixture(3, watched(Adjudication.BEHAVIOUR_STATE));
        for (int i = 0; i < 3; i++) {
            long offset = fixture.request();
            fixture.answer("e1", offset);
            fixture.answer("e2", offset);
            assertThat(fixture.outcomes(offset)).containsExactly("Agreed");
        }
    }

    @Test
    void shouldEndAUnanimousBallotAtItsDeadline() {
        PartitionFixture fixture =
                new PartitionFixture(3, new SimPolicy().adjudicatedBy(Adjudication.UNANIMOUS, Optional.empty()));
        long offset = fixture.request();
        fixture.answer("e1", offset);
        fixture.answer("e2", offset);
        assertThat(fixture.outcomes(offset)).isEmpty();

        fixture.idle(6_000, offset);

        assertThat(fixture.outcomes(offset)).containsExactly("Split");
        assertThat(fixture.lastVerdict().needed()).isEqualTo(3);
        assertThat(fixture.snapshot().ballots()).isEmpty();
    }

    private static SimPolicy watched(Adjudication rule) {
        return new SimPolicy().adjudicatedBy(rule, Optional.of(FIGURE));
    }

    private static List<Anomaly> anomalies(PartitionFixture fixture) {
        return fixture.events().stream()
                .filter(Event.AnomalyFound.class::isInstance)
                .map(event -> ((Event.AnomalyFound) event).anomaly())
                .toList();
    }
}
