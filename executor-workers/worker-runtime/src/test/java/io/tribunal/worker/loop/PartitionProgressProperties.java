package io.tribunal.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Hash;
import io.tribunal.worker.state.StateVoid;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Random events, as a worker meets them: no order of them withdraws an announcement or loses an answer. */
class PartitionProgressProperties {
    private enum Event {
        HANDLE,
        HANDLE_AFTER_A_GAP,
        DRAIN,
        LOSE_STATE,
        READ_VOID,
        TAKE_BACK
    }

    private static PartitionProgress next(PartitionProgress progress, Event event, int distance) {
        long handled = progress.handledTo();
        return switch (event) {
            case HANDLE -> progress.handled(handled + 1);
            case HANDLE_AFTER_A_GAP -> progress.handled(handled + 1 + distance);
            case DRAIN -> progress.drained();
            case LOSE_STATE -> progress.rebuilding();
            case READ_VOID ->
                progress.voided(new StateVoid(handled - distance, Hash.ZERO, handled + 1))
                        .rebuilding();
            case TAKE_BACK ->
                progress.takenBack(Math.max(0, progress.answeredTo() - distance))
                        .rebuilding();
        };
    }

    @Property
    void shouldNeverWithdrawAnAnnouncement(
            @ForAll @IntRange(max = 20) int begin,
            @ForAll @IntRange(max = 30) int resumeFrom,
            @ForAll @Size(max = 60) List<Event> events,
            @ForAll @IntRange(max = 9) int distance) {
        PartitionProgress progress = PartitionProgress.start(begin, resumeFrom);
        for (Event event : events) {
            PartitionProgress next = next(progress, event, distance);

            assertThat(next.writtenTo()).isGreaterThanOrEqualTo(progress.writtenTo());
            assertThat(next.processedTo()).isGreaterThanOrEqualTo(progress.processedTo());
            assertThat(next.resumeFrom()).isGreaterThan(next.answeredTo());
            assertThat(next.begin()).isEqualTo(begin);
            progress = next;
        }
    }

    @Property
    void shouldGoBackInAnswersOnlyForAVoidOrATakenBackBatch(
            @ForAll @IntRange(max = 30) int resumeFrom,
            @ForAll @Size(max = 60) List<Event> events,
            @ForAll @IntRange(max = 9) int distance) {
        PartitionProgress progress = PartitionProgress.start(0, resumeFrom);
        for (Event event : events) {
            PartitionProgress next = next(progress, event, distance);

            if (event != Event.READ_VOID && event != Event.TAKE_BACK) {
                assertThat(next.answeredTo()).isGreaterThanOrEqualTo(progress.answeredTo());
            }
            progress = next;
        }
    }

    @Property
    void shouldHaveNothingUnannouncedAfterADrain(
            @ForAll @IntRange(max = 30) int resumeFrom,
            @ForAll @Size(max = 60) List<Event> events,
            @ForAll @IntRange(max = 9) int distance) {
        PartitionProgress progress = PartitionProgress.start(0, resumeFrom);
        for (Event event : events) {
            progress = next(progress, event, distance);
        }

        PartitionProgress drained = progress.drained();

        assertThat(drained.hasUnannounced()).isFalse();
        assertThat(drained.isAnswered(drained.handledTo())).isTrue();
        assertThat(drained.writtenTo()).isEqualTo(drained.processedTo());
        assertThat(drained.drained()).isEqualTo(drained);
    }

    @Property
    void shouldEndARebuildOnceEverythingAnnouncedIsHandledAgain(
            @ForAll @IntRange(max = 30) int resumeFrom, @ForAll @Size(max = 60) List<Event> events) {
        PartitionProgress progress = PartitionProgress.start(0, resumeFrom);
        for (Event event : events) {
            progress = next(progress, event, 3);
        }
        PartitionProgress rebuilding = progress.rebuilding();
        long last = Math.max(0, rebuilding.processedTo());

        for (long offset = 0; offset < last; offset++) {
            assertThat(rebuilding.isRebuilding()).isTrue();
            rebuilding = rebuilding.handled(offset);
        }

        assertThat(rebuilding.handled(last).isRebuilding()).isFalse();
    }
}
