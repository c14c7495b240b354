package io.tribunal.ingest;

import static io.tribunal.ingest.InFlightFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Outcome.Knowledge;
import io.tribunal.ingest.RequestState.Appended;
import io.tribunal.ingest.RequestState.Closed;
import io.tribunal.ingest.RequestState.Queued;
import io.tribunal.ingest.RequestState.Signed;
import io.tribunal.ingest.check.SentEntry;
import io.tribunal.ingest.check.VerdictFixture;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PendingRequestTest {
    private final VerdictFixture fixture = new VerdictFixture();
    private final SentEntry entry = fixture.entry();
    private final SignedEntry signedEntry = InFlightRequestsTest.signedEntry(fixture);
    private final ReadVerdict agreed = read(fixture.verdict(entry, fixture.honestSupporters(entry, 3)));
    private final ReadVerdict overdue = read(fixture.verdict(entry, new Verdict.Overdue(), List.of()));
    private final PendingRequest request = new PendingRequest(
            NewRequest.json("main", "INCREMENT", fixture.request().body()), Optional.empty(), 1_000);

    @Test
    void shouldMoveFromQueuedToSignedToAppendedToClosed() {
        assertThat(request.state()).isEqualTo(new Queued());
        assertThat(request.sign(signedEntry)).isTrue();
        assertThat(request.state()).isEqualTo(new Signed(signedEntry, false));
        assertThat(request.append(entry)).isEmpty();
        assertThat(request.state()).isEqualTo(new Appended(entry));
        Outcome outcome = new Outcome.Split(entry.position(), true);
        assertThat(request.close(outcome)).contains(new Appended(entry));
        assertThat(request.state()).isEqualTo(new Closed(outcome));
    }

    @Test
    void shouldIgnoreEveryTransitionAfterItHasClosed() {
        Outcome outcome = new Outcome.Split(entry.position(), true);
        request.close(outcome);
        assertThat(request.sign(signedEntry)).isFalse();
        assertThat(request.append(entry)).isEmpty();
        assertThat(request.deliveryFailed("timed out")).isEmpty();
        assertThat(request.entryFor(agreed)).isEmpty();
        assertThat(request.close(new Outcome.Overdue(entry.position()))).isEmpty();
        assertThat(request.giveUp()).isEmpty();
        assertThat(request.state()).isEqualTo(new Closed(outcome));
    }

    @Test
    void shouldRefuseTransitionsThatSkipAStateOrGoBack() {
        assertThatThrownBy(() -> request.append(entry)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> request.deliveryFailed("timed out")).isInstanceOf(IllegalStateException.class);
        request.sign(signedEntry);
        assertThatThrownBy(() -> request.sign(signedEntry)).isInstanceOf(IllegalStateException.class);
        request.append(entry);
        assertThatThrownBy(() -> request.append(entry)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> request.deliveryFailed("timed out")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldReportWhatIsKnownInEachState() {
        assertThat(knownAfter(pending -> {})).isEqualTo(Knowledge.NOT_APPENDED);
        assertThat(knownAfter(pending -> pending.sign(signedEntry))).isEqualTo(Knowledge.MAYBE_APPENDED);
        assertThat(knownAfter(pending -> {
                    pending.sign(signedEntry);
                    pending.deliveryFailed("timed out");
                }))
                .isEqualTo(Knowledge.MAYBE_APPENDED);
        assertThat(knownAfter(pending -> {
                    pending.sign(signedEntry);
                    pending.append(entry);
                }))
                .isEqualTo(Knowledge.APPENDED);
    }

    private Knowledge knownAfter(Consumer<PendingRequest> transitions) {
        PendingRequest pending = new PendingRequest(request.request(), Optional.empty(), 1_000);
        transitions.accept(pending);
        pending.giveUp();
        return ((Outcome.Unknown) ((Closed) pending.state()).outcome()).known();
    }

    @Test
    void shouldKeepAtMostFourVerdictsUntilThePositionIsKnown() {
        request.sign(signedEntry);
        for (int i = 0; i < 10; i++) {
            assertThat(request.entryFor(overdue)).isEmpty();
        }
        assertThat(request.append(entry)).hasSize(4).containsOnly(overdue);
        assertThat(request.entryFor(overdue)).contains(entry);
    }

    @Test
    void shouldCheckOnlyAgreedOfItsOwnPartitionWhenDeliveryIsUnknown() {
        request.sign(signedEntry);
        assertThat(request.entryFor(agreed)).isEmpty();
        assertThat(request.deliveryFailed("timed out")).containsExactly(agreed);

        assertThat(request.entryFor(agreed)).map(SentEntry::position).contains(entry.position());
        assertThat(request.entryFor(overdue)).isEmpty();
        LogPosition elsewhere = new LogPosition(entry.position().partition() + 1, 42);
        SentEntry moved = VerdictFixture.entryAt(fixture.request(), elsewhere, 0);
        assertThat(request.entryFor(read(fixture.verdict(moved, fixture.honestSupporters(moved, 3)))))
                .isEmpty();
    }

    @Test
    void shouldCompleteItsFutureOnlyAfterItHasClosed() {
        request.complete();
        assertThat(request.future()).isNotDone();
        request.giveUp();
        request.complete();
        assertThat(request.future())
                .isCompletedWithValueMatching(outcome -> outcome instanceof Outcome.Unknown unknown
                        && unknown.where().isEmpty());
    }
}
