package io.tribunal.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tribunal.core.identity.Hash;
import io.tribunal.worker.state.StateVoid;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
    private static StateVoid voidAt(long position, long offset) {
        return new StateVoid(offset, Hash.ZERO, position);
    }

    @Test
    void shouldStartBeforeTheFirstRecord() {
        PartitionProgress progress = PartitionProgress.start(0, 0);

        assertThat(progress).isEqualTo(new PartitionProgress(0, -1, -1, -1, -1));
        assertThat(progress.isRebuilding()).as("genesis is not read").isTrue();
        assertThat(progress.resumeFrom()).isZero();
        assertThat(progress.isAnswered(0)).isFalse();
    }

    @Test
    void shouldRebuildUpToWhatAnEarlierRunHasAnswered() {
        PartitionProgress progress = PartitionProgress.start(0, 3);

        assertThat(progress.isAnswered(2)).isTrue();
        assertThat(progress.isAnswered(3)).isFalse();
        assertThat(progress.handled(0).handled(1).isRebuilding()).isTrue();
        assertThat(progress.handled(0).handled(1).handled(2).isRebuilding()).isFalse();
    }

    @Test
    void shouldAnnounceTheSnapshotAsProcessed() {
        PartitionProgress progress = PartitionProgress.start(4, 0);

        assertThat(progress.isRebuilding()).isFalse();
        assertThat(progress.hasUnannounced()).isTrue();
        assertThat(progress.drained().resumeFrom()).isEqualTo(4);
    }

    @Test
    void shouldAnswerAndAnnounceEverythingHandledWhenDrained() {
        PartitionProgress drained =
                PartitionProgress.start(0, 0).handled(0).handled(5).drained();

        assertThat(drained).isEqualTo(new PartitionProgress(0, 5, 5, 5, 5));
        assertThat(drained.hasUnannounced()).isFalse();
        assertThat(drained.resumeFrom()).isEqualTo(6);
    }

    @Test
    void shouldAnswerAgainAfterAVoidButNotWithdrawWhatWasAnnounced() {
        PartitionProgress progress =
                PartitionProgress.start(0, 0).handled(0).handled(4).drained();

        PartitionProgress voided = progress.voided(voidAt(6, 2)).rebuilding();

        assertThat(voided.isAnswered(2)).isTrue();
        assertThat(voided.isAnswered(3)).isFalse();
        assertThat(voided.processedTo()).isEqualTo(6);
        assertThat(voided.writtenTo()).isEqualTo(4);
        assertThat(voided.isRebuilding()).isTrue();
        assertThat(voided.handled(6).isRebuilding()).isFalse();
    }

    @Test
    void shouldNotAnswerAgainWhenAnEarlierRunHasPassedTheVoid() {
        PartitionProgress progress = PartitionProgress.start(0, 8);

        assertThat(progress.voided(voidAt(6, 2))).isEqualTo(progress);
    }

    @Test
    void shouldAnnounceNothingLowerWhenDrainedDuringARebuild() {
        PartitionProgress rebuilding = PartitionProgress.start(0, 0)
                .handled(0)
                .handled(3)
                .voided(voidAt(4, 1))
                .rebuilding()
                .handled(0);

        PartitionProgress drained = rebuilding.drained();

        assertThat(drained.writtenTo()).isEqualTo(4);
        assertThat(drained.processedTo()).isEqualTo(4);
        assertThat(drained.handledTo()).isZero();
    }

    @Test
    void shouldAnswerATakenBackBatchAgain() {
        PartitionProgress drained =
                PartitionProgress.start(0, 0).handled(0).handled(7).drained();

        PartitionProgress takenBack = drained.takenBack(5);

        assertThat(takenBack.isAnswered(4)).isTrue();
        assertThat(takenBack.isAnswered(5)).isFalse();
        assertThat(takenBack.processedTo()).isEqualTo(7);
        assertThat(takenBack.takenBack(6)).isEqualTo(takenBack);
    }

    @Test
    void shouldRejectRecordsOutOfOrder() {
        PartitionProgress progress = PartitionProgress.start(2, 0).handled(2).handled(3);

        assertThatIllegalArgumentException().isThrownBy(() -> progress.handled(3));
        assertThatIllegalArgumentException().isThrownBy(() -> progress.handled(2));
        assertThat(progress.rebuilding().handled(2).handledTo()).isEqualTo(2);
    }

    @Test
    void shouldRejectOffsetsThatContradictEachOther() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PartitionProgress(5, 3, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new PartitionProgress(-1, 0, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new PartitionProgress(0, 9, 5, 4, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new PartitionProgress(0, 9, 4, 5, 4));
    }
}
