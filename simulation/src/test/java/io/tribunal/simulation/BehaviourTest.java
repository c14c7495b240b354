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

/** Behaviour models beside and in the vote, record by record. */
class BehaviourTest {
    /** Paper two's figure; here an error is a GET of what nobody has put. */
    private static final BehaviourModel FIGURE = new BehaviourModel(
            "NORMAL",
            new TreeSet<>(List.of("ABNORMAL", "NORMAL")),
            new TreeSet<>(List.of("ABNORMAL")),
            List.of(
                    new Transition("NORMAL", "", "^OK", Optional.empty(), "NORMAL"),
                    new Transition("NORMAL", "", "Error|Failure", Optional.of(6), "ABNORMAL")));

    @Test
    void shouldReportTheSeventhFailureEvenWhenAllAgree() {
        PartitionFixture scene = new PartitionFixture(3, watched(Adjudication.EXACT_MAJORITY));
        for (int i = 0; i < 7; i++) {
            long offset = scene.request();
            for (String executor : scene.deployment.executors()) {
                assertThat(anomalies(scene)).isEmpty();
                scene.send(executor, offset, scene.fact(offset).response("{\"result\":\"Error\"}"));
                scene.restart();
            }
        }

        assertThat(anomalies(scene)).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.kind()).isEqualTo(Anomaly.Kind.ALARM);
            assertThat(anomaly.position().offset()).isEqualTo(7);
            assertThat(anomaly.agreed()).contains("ABNORMAL");
            assertThat(anomaly.tuples()).hasSize(3);
        });
        assertThat(scene.outcomes(7)).containsExactly("Agreed");
    }

    @Test
    void shouldReportTheOneThatFailsAlone() {
        PartitionFixture scene = new PartitionFixture(3, watched(Adjudication.EXACT_MAJORITY));
        for (int i = 0; i < 7; i++) {
            long offset = scene.request();
            scene.answer("e1", offset);
            scene.answer("e2", offset);
            scene.send("e3", offset, scene.fact(offset).response("{\"result\":\"Failure\"}"));
        }

        assertThat(anomalies(scene))
                .extracting(Anomaly::kind)
                .containsExactly(Anomaly.Kind.DISSENT, Anomaly.Kind.ALARM);
        assertThat(PartitionFixture.deviations(scene.events())).hasSize(7);
    }

    @Test
    void shouldLetOutputsDifferInTheAgreedStateAndPublishWhatFPlusOneSay() {
        PartitionFixture scene = new PartitionFixture(5, watched(Adjudication.BEHAVIOUR_STATE).stateless());
        long offset = scene.request();
        scene.send("e1", offset, scene.fact(offset).response("{\"result\":\"green\"}"));
        scene.send("e2", offset, scene.fact(offset).response("{\"result\":\"blue\"}"));
        scene.answer("e3", offset);
        scene.answer("e4", offset);
        scene.answer("e5", offset);

        assertThat(scene.outcomes(offset)).containsExactly("Agreed");
        assertThat(scene.lastVerdict().supporters()).hasSize(3);
        assertThat(scene.deviations()).isEmpty();
    }

    @Test
    void shouldSplitWithoutFPlusOneEqualOutputsAlthoughTheStateIsAgreed() {
        PartitionFixture scene = new PartitionFixture(5, watched(Adjudication.BEHAVIOUR_STATE).stateless());
        long offset = scene.request();
        for (String executor : scene.deployment.executors()) {
            scene.send(executor, offset, scene.fact(offset).response("{\"result\":\"" + executor + "\"}"));
        }

        assertThat(scene.outcomes(offset)).containsExactly("Split");
        assertThat(scene.events()).singleElement().isInstanceOf(Event.VerdictIssued.class);
    }

    @Test
    void shouldNotWaitForASilentExecutorToVoteOnStates() {
        PartitionFixture scene = new PartitionFixture(3, watched(Adjudication.BEHAVIOUR_STATE));
        for (int i = 0; i < 3; i++) {
            long offset = scene.request();
            scene.answer("e1", offset);
            scene.answer("e2", offset);
            assertThat(scene.outcomes(offset)).containsExactly("Agreed");
        }
    }

    @Test
    void shouldEndAUnanimousBallotAtItsDeadline() {
        PartitionFixture scene = new PartitionFixture(3, new SimPolicy().adjudicatedBy(Adjudication.UNANIMOUS, Optional.empty()));
        long offset = scene.request();
        scene.answer("e1", offset);
        scene.answer("e2", offset);
        assertThat(scene.outcomes(offset)).isEmpty();

        scene.idle(6_000, offset);

        assertThat(scene.outcomes(offset)).containsExactly("Split");
        assertThat(scene.lastVerdict().needed()).isEqualTo(3);
        assertThat(scene.snapshot().ballots()).isEmpty();
    }

    private static SimPolicy watched(Adjudication rule) {
        return new SimPolicy().adjudicatedBy(rule, Optional.of(FIGURE));
    }

    private static List<Anomaly> anomalies(PartitionFixture scene) {
        return scene.events().stream()
                .filter(Event.AnomalyFound.class::isInstance)
                .map(event -> ((Event.AnomalyFound) event).anomaly())
                .toList();
    }
}
