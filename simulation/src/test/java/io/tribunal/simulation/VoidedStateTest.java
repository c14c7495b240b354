package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody can agree on the state after an entry; what comes later waits for a Void, and is answered anew after it. */
class VoidedStateTest {
    private final PartitionFixture scene = new PartitionFixture(3, new SimPolicy());
    private long lost;
    private long waiting;

    @BeforeEach
    void splitTheState() {
        lost = scene.request();
        waiting = scene.request();
        scene.answer("e1", lost);
        scene.send(
                "e2",
                lost,
                Distortion.otherState(scene.honest(lost), scene.honest(lost).preState(), "e2"));
        scene.send(
                "e3",
                lost,
                Distortion.otherState(scene.honest(lost), scene.honest(lost).preState(), "e3"));
        scene.deployment.executors().forEach(executor -> scene.answer(executor, waiting));
    }

    @Test
    void shouldKeepLaterBallotsWaitingAndCallThemOverdueOnce() {
        scene.idle(12_000, waiting);

        assertThat(scene.outcomes(lost)).containsExactly("Split");
        assertThat(scene.outcomes(waiting)).containsExactly("Overdue");
    }

    @Test
    void shouldDecideEverythingAfterTheVoid() {
        long position = scene.voidEntry(lost);
        long later = scene.request();

        scene.deployment.executors().forEach(executor -> scene.answerAt(executor, later, waiting, later));
        scene.idle(6_000, later);

        assertThat(scene.outcomes(lost)).containsExactly("Split");
        assertThat(scene.outcomes(waiting)).containsExactly("Agreed");
        assertThat(scene.outcomes(later)).containsExactly("Agreed");
        assertThat(scene.snapshot().agreedState())
                .isEqualTo(scene.fact(later).after().orElseThrow().postState());
        assertThat(scene.deviations()).isEmpty();
        assertThat(position).isLessThan(later);
    }

    @Test
    void shouldCountTheFirstToAnswerAnewAlthoughTheCursorComesLater() {
        long position = scene.voidEntry(lost);
        scene.answerAt("e1", position, waiting);
        assertThat(scene.snapshot().handledThrough()).isLessThan(position);

        scene.answerAt("e2", position, waiting);

        assertThat(scene.outcomes(waiting)).containsExactly("Agreed");
        assertThat(scene.lastVerdict().supporters())
                .extracting(Verdict.Supporter::executorId)
                .hasToString("[e1, e2]");
    }

    @Test
    void shouldHoldTheFirstAnswersAnewOverARestart() {
        long position = scene.voidEntry(lost);
        scene.answerAt("e1", position, waiting);

        scene.restart();
        scene.answerAt("e2", position, waiting);

        assertThat(scene.outcomes(waiting)).containsExactly("Agreed");
    }

    @Test
    void shouldNotCountAnswersFromBeforeTheVoidAfterIt() {
        long position = scene.voidEntry(lost);
        scene.heartbeat("e1", position);
        scene.heartbeat("e2", position);

        scene.answerAt("e1", position - 1, waiting);
        scene.answerAt("e2", position - 1, waiting);
        assertThat(scene.outcomes(waiting)).isEmpty();

        scene.answerAt("e1", position, waiting);
        scene.answerAt("e2", position, waiting);
        assertThat(scene.outcomes(waiting)).containsExactly("Agreed");
    }

    @Test
    void shouldIgnoreAVoidOfAnotherPartitionOrWithAnotherState() {
        long last = scene.control(new Action.VoidState(1, lost, Hash.ZERO));
        last = scene.control(new Action.VoidState(0, lost, Hash.sha256()));
        last = scene.control(new Action.VoidState(0, waiting, Hash.ZERO));
        scene.heartbeat("e1", last);
        scene.heartbeat("e2", last);

        scene.answerAt("e1", last, waiting);
        scene.answerAt("e2", last, waiting);

        assertThat(scene.snapshot().settledThrough()).isLessThan(lost);
        assertThat(scene.outcomes(waiting)).isEmpty();
    }

    @Test
    void shouldChargeNobodyForTheVoidedEntryOrWhatFollowed() {
        long position = scene.voidEntry(lost);
        scene.deployment.executors().forEach(executor -> scene.answerAt(executor, position, waiting));
        scene.idle(6_000, position);

        assertThat(scene.deviations()).extracting(Deviation::kind).isEmpty();
        assertThat(scene.snapshot().ballots()).isEmpty();
    }
}
