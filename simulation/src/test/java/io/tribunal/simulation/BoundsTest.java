package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.partition.Event;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BoundsTest {
    @Test
    void shouldOpenNoMoreBallotsThanThePolicyAllows() {
        PartitionFixture scene = new PartitionFixture(3, new SimPolicy().maxOpenBallots(2));
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
    void shouldLeaveInTheLogWhatIsTooFarAheadAndCountItInTime() {
        PartitionFixture scene = new PartitionFixture(3, new SimPolicy().maxHeld(600));
        long[] offsets = requests(scene, 40);
        scene.answer("e1", Arrays.copyOf(offsets, 20));
        scene.answer("e1", Arrays.copyOfRange(offsets, 20, 40));
        assertThat(scene.snapshot().held()).isLessThan(5);
        assertThat(scene.snapshot().left()).containsKey(new ExecutorId("e1"));

        for (long offset : offsets) {
            scene.restart();
            scene.answer("e2", offset);
            assertThat(scene.outcomes(offset))
                    .as("with the answer of e1 to %s", offset)
                    .containsExactly("Agreed");
        }

        assertThat(scene.snapshot().left()).isEmpty();
        scene.answer("e3", offsets);
        scene.idle(6_000, offsets[39]);
        assertThat(scene.events()).hasSize(40).allMatch(Event.VerdictIssued.class::isInstance);
    }

    @Test
    void shouldNotLoseTheVotesThatALiarMakesNecessary() {
        PartitionFixture scene = new PartitionFixture(3, new SimPolicy().maxHeld(600));
        long[] offsets = requests(scene, 30);
        scene.answer("e1", offsets);

        for (long offset : offsets) {
            scene.send("e3", offset, Distortion.otherResult(scene.fact(offset), "lie"));
            scene.answer("e2", offset);
        }

        assertThat(scene.outcomes(offsets[29])).containsExactly("Agreed");
        assertThat(scene.deviations())
                .hasSize(30)
                .allMatch(deviation -> deviation.executorId().value().equals("e3"));
    }

    @Test
    void shouldExcuseNobodyWhoFloodsAnswersThatAreNeverDue() {
        PartitionFixture scene = new PartitionFixture(3, new SimPolicy().maxHeld(2_000));
        long far = 1_000_000_000_000L;
        long[] offsets = requests(scene, 5);
        for (int i = 0; i < 20; i++) {
            scene.send("e3", far + i, PartitionFixture.moved(scene.honest(offsets[0]), far + i));
        }
        scene.answer("e1", offsets);
        scene.answer("e2", offsets);
        scene.idle(6_000, offsets[4]);

        assertThat(scene.deviations())
                .hasSize(5)
                .allMatch(deviation -> deviation.kind() == Deviation.Kind.SILENT)
                .allMatch(deviation -> deviation.executorId().value().equals("e3"));
        assertThat(scene.snapshot().left()).containsOnlyKeys(new ExecutorId("e3"));
        assertThat(scene.snapshot().held()).isLessThan(20);
    }

    @Test
    void shouldStillHearWhoeverHoldsOnlyALittleThatIsNeverDue() {
        PartitionFixture scene = new PartitionFixture(3, new SimPolicy().maxHeld(2_000));
        long[] offsets = requests(scene, 30);
        scene.send("e3", 1_000_000L, PartitionFixture.moved(scene.honest(offsets[0]), 1_000_000L));
        scene.answer("e3", offsets);
        assertThat(scene.snapshot().left()).containsKey(new ExecutorId("e3"));

        for (long offset : offsets) {
            scene.answer("e1", offset);
        }

        assertThat(scene.outcomes(offsets[29])).containsExactly("Agreed");
    }

    /** One who lets so much wait that it cannot be read at one record costs no record more than its share. */
    @Test
    void shouldReadALongBacklogInPartsAndCallItsAuthorSilentForNoneOfThem() {
        PartitionFixture scene = new PartitionFixture(3, new SimPolicy().maxHeld(600).deadline(1_000));
        long[] offsets = requests(scene, 4);
        scene.answer("e1", offsets);
        for (int i = 0; i < 2_000; i++) {
            scene.heartbeat("e2", 0);
        }
        scene.answer("e1", scene.request());
        long last = offsets[3] + 1;

        scene.answer("e2", offsets);
        scene.answer("e3", offsets);
        scene.answer("e2", last);
        scene.answer("e3", last);
        scene.pass(2_000).heartbeat("e2", last);

        assertThat(scene.outcomes(last)).containsExactly("Agreed");
        assertThat(scene.deviations()).isEmpty();
        assertThat(scene.snapshot().ballots()).isEmpty();
        assertThat(scene.snapshot().left()).containsKey(new ExecutorId("e1"));
        for (int i = 0; i < 4; i++) {
            scene.heartbeat("e2", last);
        }
        assertThat(scene.snapshot().left()).isEmpty();
    }

    private static long[] requests(PartitionFixture scene, int count) {
        return LongStream.range(0, count).map(each -> scene.request()).toArray();
    }

    @Test
    void shouldCallSilentWhoeverAnswersNothing() {
        PartitionFixture scene = new PartitionFixture(3, new SimPolicy().maxHeld(600));
        long first = scene.request();

        scene.answer("e1", first);
        scene.answer("e2", first);
        scene.idle(6_000, first);

        assertThat(scene.deviations()).singleElement().matches(it -> it.kind() == Deviation.Kind.SILENT);
    }

    @Test
    void shouldStillHoldAfterARestartWhatAStricterPolicyWouldNotTakeAnyMore() {
        PartitionFixture scene = new PartitionFixture(3, new SimPolicy());
        long stricter =
                scene.control(new Action.ChangePolicy(new SimPolicy().maxHeld(1).build(3)));
        long first = scene.request();
        scene.answer("e1", first);
        scene.heartbeat("e2", stricter);

        scene.restart();
        scene.answer("e2", first);

        assertThat(scene.outcomes(first)).containsExactly("Agreed");
    }
}
