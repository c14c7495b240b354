package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.partition.Event;
import org.junit.jupiter.api.Test;

class HardBallotsTest {
    private final PartitionFixture scene = new PartitionFixture(3, new SimPolicy());

    @Test
    void shouldCarryTheStateOnWhenOutputsAreSplit() {
        long first = scene.request();
        scene.answer("e1", first);
        scene.send("e2", first, Distortion.otherResult(scene.fact(first), "b"));
        scene.send("e3", first, Distortion.otherResult(scene.fact(first), "c"));
        assertThat(scene.outcomes(first)).containsExactly("Split");
        assertThat(((Verdict.Split) scene.lastVerdict().outcome()).state())
                .isEqualTo(scene.fact(first).after());

        long second = scene.request();
        scene.answer("e1", second);
        scene.answer("e2", second);

        assertThat(scene.outcomes(second)).containsExactly("Agreed");
        assertThat(scene.deviations()).isEmpty();
    }

    @Test
    void shouldTakeAnHonestRestartInOtherBatchesForWhatItIs() {
        long first = scene.request();
        long second = scene.request();
        scene.answer("e1", first);
        scene.answer("e1", second);

        scene.send(
                "e1",
                second,
                scene.fact(first).response(77L),
                scene.fact(second).response(78L));
        scene.answer("e2", first, second);
        scene.answer("e3", first, second);

        assertThat(scene.outcomes(first)).containsExactly("Agreed");
        assertThat(scene.outcomes(second)).containsExactly("Agreed");
        assertThat(scene.events()).allMatch(Event.VerdictIssued.class::isInstance);
    }

    @Test
    void shouldHoldAnAnswerAheadOfTheCursorUntilAnotherHasBeenThere() {
        long first = scene.request();
        long second = scene.request();
        assertThat(scene.answer("e1", first, second)).isEmpty();
        assertThat(scene.snapshot().handledThrough()).isZero();

        scene.answer("e2", first);

        assertThat(scene.outcomes(first)).containsExactly("Agreed");
        assertThat(scene.lastVerdict().supporters())
                .extracting(Verdict.Supporter::responseOffset)
                .containsExactly(0L, 1L);
        assertThat(scene.snapshot().handledThrough()).isEqualTo(first);
        assertThat(scene.outcomes(second)).isEmpty();
    }

    @Test
    void shouldReportEquivocationOnceAndCountNeitherAnswer() {
        long first = scene.request();
        scene.answer("e1", first);
        scene.send("e3", first, Distortion.otherResult(scene.fact(first), "a"));
        scene.send("e3", first, Distortion.otherResult(scene.fact(first), "b"));
        scene.send("e3", first, Distortion.otherResult(scene.fact(first), "c"));
        scene.answer("e3", first);
        assertThat(scene.outcomes(first)).isEmpty();

        scene.answer("e2", first);

        assertThat(scene.outcomes(first)).containsExactly("Agreed");
        assertThat(scene.deviations())
                .singleElement()
                .matches(deviation -> deviation.kind() == Deviation.Kind.EQUIVOCATED)
                .matches(deviation -> deviation.executorId().value().equals("e3"));
    }

    @Test
    void shouldKeepOnlyAsManyOutputsAsThereAreMembersHoweverOftenOneAnswers() {
        long first = scene.request();
        for (int i = 0; i < 50; i++) {
            scene.send("e3", first, scene.fact(first).response(i));
        }
        scene.answer("e1", first);

        assertThat(scene.outcomes(first)).containsExactly("Agreed");
        assertThat(scene.deviations()).isEmpty();
        assertThat(scene.snapshot().ballots().get(0)).isEqualTo(2);
    }
}
