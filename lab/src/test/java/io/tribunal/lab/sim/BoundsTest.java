package io.tribunal.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.log.Control;
import io.tribunal.core.partition.Event;
import org.junit.jupiter.api.Test;

class BoundsTest {
    @Test
    void shouldOpenNoMoreBallotsThanThePolicyAllows() {
        Scene scene = new Scene(3, new SimPolicy().maxOpenBallots(2));
        long[] offsets = {scene.request(), scene.request(), scene.request(), scene.request()};
        scene.answer("e1", offsets);
        scene.heartbeat("e2", offsets[3]);
        assertThat(scene.snapshot().ballots()).hasSize(2);
        assertThat(scene.snapshot().handledThrough()).isEqualTo(offsets[1]);

        scene.answer("e2", offsets);
        scene.answer("e3", offsets);
        scene.idle(1_000, offsets[3]);

        for (long offset : offsets) {
            assertThat(scene.outcomes(offset)).containsExactly("Agreed");
        }
        assertThat(scene.deviations()).isEmpty();
    }

    @Test
    void shouldDropWhatIsTooFarAheadAndCallNobodySilentForIt() {
        Scene scene = new Scene(3, new SimPolicy().maxHeld(600));
        long[] offsets = {scene.request(), scene.request(), scene.request(), scene.request(), scene.request()};

        assertThat(Scene.discarded(scene.answer("e1", offsets))).isNotEmpty().containsOnly(Event.Reason.HELD_OVERFLOW);
        scene.answer("e2", offsets);
        scene.answer("e3", offsets);
        scene.idle(6_000, offsets[4]);

        assertThat(scene.outcomes(offsets[4])).containsExactly("Agreed");
        assertThat(scene.snapshot().ballots()).isEmpty();
        assertThat(scene.deviations()).isEmpty();
    }

    @Test
    void shouldCallSilentWhoeverAnswersNothing() {
        Scene scene = new Scene(3, new SimPolicy().maxHeld(600));
        long first = scene.request();

        scene.answer("e1", first);
        scene.answer("e2", first);
        scene.idle(6_000, first);

        assertThat(scene.deviations()).singleElement().matches(it -> it.kind() == Deviation.Kind.SILENT);
    }

    @Test
    void shouldStillHoldAfterARestartWhatAStricterPolicyWouldNotTakeAnyMore() {
        Scene scene = new Scene(3, new SimPolicy());
        long stricter = scene.control(
                new Control.ChangePolicy(new SimPolicy().maxHeld(1).build(3)));
        long first = scene.request();
        scene.answer("e1", first);
        scene.heartbeat("e2", stricter);

        scene.restart();
        scene.answer("e2", first);

        assertThat(scene.outcomes(first)).containsExactly("Agreed");
    }
}
