package io.tribunal.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Outcome.Knowledge;
import io.tribunal.ingest.check.VerdictFixture;
import io.tribunal.ingest.check.EmbeddedProofs;
import io.tribunal.ingest.check.SentEntry;
import io.tribunal.ingest.check.VerdictChecker;
import io.tribunal.schemas.signing.Ed25519;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InFlightRequestsTest {
    private static final long DEADLINE = 1_000;

    private final VerdictFixture court = new VerdictFixture();
    private final List<RefutedVerdict> refuted = new ArrayList<>();
    private final InFlightRequests room =
            new InFlightRequests(new VerdictChecker(Ed25519.verifier(), new EmbeddedProofs()), court::trust, 1, refuted::add);
    private final PendingRequest inFlight =
            new PendingRequest(NewRequest.json("main", "INCREMENT", court.request().body()), Optional.empty(), DEADLINE);
    private final CompletableFuture<Outcome> outcome = inFlight.future();

    private void signed() throws InterruptedException {
        room.enter(inFlight);
        assertThat(room.signed(inFlight, signedEntry())).isTrue();
    }

    private void appended() {
        room.appended(inFlight, court.entry());
    }

    private Outcome end() {
        room.expire(DEADLINE);
        return outcome.join();
    }

    @Test
    void shouldGiveTheAgreedOutcomeWithItsCheckedSupporters() throws Exception {
        signed();
        appended();
        room.hear(agreed(3));
        assertThat(outcome.join()).isInstanceOfSatisfying(Outcome.Agreed.class, agreed -> {
            assertThat(agreed.position()).isEqualTo(court.entry().position());
            assertThat(agreed.supporters()).hasSize(3);
        });
    }

    @Test
    void shouldTakeAVerdictThatComesBeforeTheAcknowledgement() throws Exception {
        signed();
        room.hear(agreed(3));
        assertThat(outcome).isNotDone();
        appended();
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldReportARefutedVerdictAndTakeTheGoodOneAfterIt() throws Exception {
        signed();
        appended();
        room.hear(agreed(2));
        assertThat(outcome).isNotDone();
        assertThat(refuted)
                .singleElement()
                .satisfies(verdict ->
                        assertThat(verdict.position()).isEqualTo(court.entry().position()));
        room.hear(agreed(3));
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldSayWhyNoVerdictWasBelieved() throws Exception {
        signed();
        appended();
        room.hear(agreed(2));
        assertThat(end()).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> {
            assertThat(unknown.known()).isEqualTo(Knowledge.APPENDED);
            assertThat(unknown.where()).contains(court.entry().position());
            assertThat(unknown.detail()).contains("TOO_FEW_SUPPORTERS");
        });
    }

    @Test
    void shouldWaitOnAfterOverdueAndThenSaySo() throws Exception {
        signed();
        appended();
        room.hear(verdict(new Verdict.Overdue()));
        assertThat(outcome).isNotDone();
        assertThat(end()).isEqualTo(new Outcome.Overdue(court.entry().position()));
    }

    @Test
    void shouldGiveTheFinalVerdictThatFollowsOverdue() throws Exception {
        signed();
        appended();
        room.hear(verdict(new Verdict.Overdue()));
        room.hear(verdict(new Verdict.Split(Optional.empty())));
        assertThat(outcome.join()).isEqualTo(new Outcome.Split(court.entry().position()));
    }

    @Test
    void shouldMarkARejectionThatOnlyTheVoterKnows() throws Exception {
        signed();
        appended();
        room.hear(verdict(new Verdict.Rejected(Rejection.REPLAYED, "seen", Optional.of(3L))));
        assertThat(outcome.join())
                .isEqualTo(new Outcome.Rejected(
                        court.entry().position(), Rejection.REPLAYED, "seen", Optional.of(3L), false));
    }

    @Test
    void shouldLearnFromAProofThatAnEntryWasAppendedThoughTheProducerDidNotKnow() throws Exception {
        signed();
        room.sendingFailed(inFlight, "timed out");
        room.hear(agreed(3));
        assertThat(outcome.join().where()).contains(court.entry().position());
    }

    @Test
    void shouldNotTakeTheVotersWordForAPositionItDoesNotKnow() throws Exception {
        signed();
        room.sendingFailed(inFlight, "timed out");
        room.hear(verdict(new Verdict.Rejected(Rejection.REPLAYED, "seen", Optional.empty())));
        assertThat(end()).isEqualTo(new Outcome.Unknown(Knowledge.MAYBE_APPENDED, Optional.empty(), "timed out"));
    }

    @Test
    void shouldIgnoreVerdictsOnOtherPositions() throws Exception {
        signed();
        appended();
        Verdict mine = agreed(3);
        Verdict copied = moved(mine, new LogPosition(mine.position().partition(), 99));
        room.hear(copied);
        assertThat(outcome).isNotDone();
    }

    @Test
    void shouldNotProduceWhatHasAlreadyTimedOut() throws Exception {
        room.enter(inFlight);
        assertThat(end())
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.known()).isEqualTo(Knowledge.NOT_APPENDED));
        assertThat(room.signed(inFlight, signedEntry())).isFalse();
    }

    @Test
    void shouldBlockWhenFullAndGoOnWhenARequestEnds() throws Exception {
        // Given room for one, taken
        signed();
        PendingRequest second = new PendingRequest(inFlight.request(), Optional.empty(), 2 * DEADLINE);
        CompletableFuture<Void> entering = CompletableFuture.runAsync(() -> {
            try {
                room.enter(second);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(entering).isNotDone();
        // When
        room.expire(DEADLINE);
        // Then
        entering.get(30, TimeUnit.SECONDS);
        assertThat(outcome).isDone();
        assertThat(second.future()).isNotDone();
    }

    private SignedEntry signedEntry() {
        return new SignedEntry(
                court.request(),
                VerdictFixture.CLIENT.keyId(),
                court.entry().position().partition(),
                Bytes.EMPTY,
                court.entry().valueHash(),
                court.entry().fingerprint());
    }

    private Verdict agreed(int supporters) {
        return court.verdict(court.entry(), court.honestSupporters(court.entry(), supporters));
    }

    private Verdict verdict(Verdict.Outcome outcome) {
        return court.verdict(court.entry(), outcome, List.of());
    }

    private Verdict moved(Verdict verdict, LogPosition position) {
        SentEntry elsewhere =
                VerdictFixture.entryAt(court.request(), position, court.entry().appendTime());
        return court.verdict(elsewhere, verdict.supporters());
    }
}
