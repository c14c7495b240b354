package io.tribunal.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Outcome.Knowledge;
import io.tribunal.ingest.check.EmbeddedProofs;
import io.tribunal.ingest.check.SentEntry;
import io.tribunal.ingest.check.VerdictChecker;
import io.tribunal.ingest.check.VerdictFixture;
import io.tribunal.schemas.signing.Ed25519;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InFlightRequestsTest {
    private static final long DEADLINE = 1_000;

    private final VerdictFixture fixture = new VerdictFixture();
    private final List<RefutedVerdict> refuted = new ArrayList<>();
    private final InFlightRequests inFlight = new InFlightRequests(
            new VerdictChecker(Ed25519.verifier(), new EmbeddedProofs()), fixture::trust, 1, refuted::add);
    private final PendingRequest request = new PendingRequest(
            NewRequest.json("main", "INCREMENT", fixture.request().body()), Optional.empty(), DEADLINE);
    private final CompletableFuture<Outcome> outcome = request.future();

    private void signed() throws InterruptedException {
        inFlight.add(request);
        assertThat(inFlight.sign(request, signedEntry())).isTrue();
    }

    private void appended() {
        inFlight.append(request, fixture.entry());
    }

    private Outcome end() {
        inFlight.expire(DEADLINE);
        return outcome.join();
    }

    @Test
    void shouldReturnTheAgreedOutcomeWithItsVerifiedSupporters() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(agreed(3));
        assertThat(outcome.join()).isInstanceOfSatisfying(Outcome.Agreed.class, agreed -> {
            assertThat(agreed.position()).isEqualTo(fixture.entry().position());
            assertThat(agreed.supporters()).hasSize(3);
        });
    }

    @Test
    void shouldCheckAVerdictThatComesBeforeTheAcknowledgement() throws Exception {
        signed();
        inFlight.onVerdict(agreed(3));
        assertThat(outcome).isNotDone();
        appended();
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldReportARefutedVerdictAndAcceptTheValidOneAfterIt() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(agreed(2));
        assertThat(outcome).isNotDone();
        assertThat(refuted)
                .singleElement()
                .satisfies(verdict ->
                        assertThat(verdict.position()).isEqualTo(fixture.entry().position()));
        inFlight.onVerdict(agreed(3));
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldSayWhyNoVerdictWasAccepted() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(agreed(2));
        assertThat(end()).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> {
            assertThat(unknown.known()).isEqualTo(Knowledge.APPENDED);
            assertThat(unknown.where()).contains(fixture.entry().position());
            assertThat(unknown.detail()).contains("TOO_FEW_SUPPORTERS");
        });
    }

    @Test
    void shouldEndAsOverdueWhenNoFinalVerdictFollows() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(verdict(new Verdict.Overdue()));
        assertThat(outcome).isNotDone();
        assertThat(end()).isEqualTo(new Outcome.Overdue(fixture.entry().position()));
    }

    @Test
    void shouldPreferTheFinalVerdictThatFollowsOverdue() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(verdict(new Verdict.Overdue()));
        inFlight.onVerdict(verdict(new Verdict.Split(Optional.empty())));
        assertThat(outcome.join()).isEqualTo(new Outcome.Split(fixture.entry().position()));
    }

    @Test
    void shouldMarkARejectionThatTheClientCannotRederive() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(verdict(new Verdict.Rejected(Rejection.REPLAYED, "seen", Optional.of(3L))));
        assertThat(outcome.join())
                .isEqualTo(new Outcome.Rejected(
                        fixture.entry().position(), Rejection.REPLAYED, "seen", Optional.of(3L), false));
    }

    @Test
    void shouldLearnThePositionFromAProofWhenDeliveryIsUnknown() throws Exception {
        signed();
        inFlight.deliveryFailed(request, "timed out");
        inFlight.onVerdict(agreed(3));
        assertThat(outcome.join().where()).contains(fixture.entry().position());
    }

    @Test
    void shouldNotAcceptAnUnprovenVerdictWhenDeliveryIsUnknown() throws Exception {
        signed();
        inFlight.deliveryFailed(request, "timed out");
        inFlight.onVerdict(verdict(new Verdict.Rejected(Rejection.REPLAYED, "seen", Optional.of(3L))));
        assertThat(end()).isEqualTo(new Outcome.Unknown(Knowledge.MAYBE_APPENDED, Optional.empty(), "timed out"));
    }

    @Test
    void shouldIgnoreVerdictsOnOtherPositions() throws Exception {
        signed();
        appended();
        Verdict mine = agreed(3);
        Verdict copied = moved(mine, new LogPosition(mine.position().partition(), 99));
        inFlight.onVerdict(copied);
        assertThat(outcome).isNotDone();
    }

    @Test
    void shouldNotProduceARequestThatHasTimedOut() throws Exception {
        inFlight.add(request);
        assertThat(end())
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.known()).isEqualTo(Knowledge.NOT_APPENDED));
        assertThat(inFlight.sign(request, signedEntry())).isFalse();
    }

    @Test
    void shouldBlockAtTheMaximumUntilARequestEnds() throws Exception {
        // Given a maximum of one request, reached
        signed();
        PendingRequest second = new PendingRequest(request.request(), Optional.empty(), 2 * DEADLINE);
        CompletableFuture<Void> entering = CompletableFuture.runAsync(() -> {
            try {
                inFlight.add(second);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(entering).isNotDone();
        // When
        inFlight.expire(DEADLINE);
        // Then
        entering.get(30, TimeUnit.SECONDS);
        assertThat(outcome).isDone();
        assertThat(second.future()).isNotDone();
    }

    @Test
    void shouldEndEveryRequestExactlyOnceWhenThreadsRace() throws Exception {
        // Given requests that are signed, acknowledged, answered and timed out by four threads at once
        int count = 200;
        InFlightRequests racing = new InFlightRequests(
                new VerdictChecker(Ed25519.verifier(), new EmbeddedProofs()), fixture::trust, count, refuted::add);
        Verdict verdict = agreed(3);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < count; i++) {
                PendingRequest pending = new PendingRequest(request.request(), Optional.empty(), DEADLINE);
                racing.add(pending);
                racing.sign(pending, signedEntry());
                CyclicBarrier start = new CyclicBarrier(4);
                List<Callable<Void>> racers = List.of(
                        after(start, () -> racing.append(pending, fixture.entry())),
                        after(start, () -> racing.onVerdict(verdict)),
                        after(start, () -> racing.expire(DEADLINE)),
                        after(start, () -> racing.giveUp(pending)));
                // When
                for (Future<Void> racer : threads.invokeAll(racers)) {
                    racer.get(30, TimeUnit.SECONDS);
                }
                // Then
                assertThat(pending.state())
                        .isEqualTo(new RequestState.Closed(pending.future().getNow(null)));
            }
        }
        // Then all capacity is free again, and no index holds on to a request that has ended
        for (int i = 0; i < count; i++) {
            racing.add(new PendingRequest(request.request(), Optional.empty(), DEADLINE));
        }
        racing.giveUpAll();
        assertThat(racing.indexed()).isZero();
    }

    private static Callable<Void> after(CyclicBarrier start, Runnable step) {
        return () -> {
            start.await(30, TimeUnit.SECONDS);
            step.run();
            return null;
        };
    }

    @Test
    void shouldNotHoldARequestsLockWhileAProofIsRead() throws Exception {
        // Given a proof that cannot be read before the test says so
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch readable = new CountDownLatch(1);
        InFlightRequests blocked = new InFlightRequests(
                new VerdictChecker(Ed25519.verifier(), (partition, supporter) -> {
                    reading.countDown();
                    awaitOrFail(readable);
                    return new EmbeddedProofs().proofOf(partition, supporter);
                }),
                fixture::trust,
                2,
                refuted::add);
        blocked.add(request);
        blocked.sign(request, signedEntry());
        blocked.append(request, fixture.entry());
        CompletableFuture<Void> checking = CompletableFuture.runAsync(() -> blocked.onVerdict(agreed(3)));
        awaitOrFail(reading);
        // When other requests come, and this one ends, meanwhile
        PendingRequest second = new PendingRequest(request.request(), Optional.empty(), 2 * DEADLINE);
        blocked.add(second);
        assertThat(blocked.sign(second, signedEntry())).isTrue();
        blocked.giveUp(request);
        // Then
        assertThat(outcome.join()).isInstanceOf(Outcome.Unknown.class);
        readable.countDown();
        checking.get(30, TimeUnit.SECONDS);
        assertThat(outcome.join()).isInstanceOf(Outcome.Unknown.class);
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private SignedEntry signedEntry() {
        return signedEntry(fixture);
    }

    static SignedEntry signedEntry(VerdictFixture fixture) {
        return new SignedEntry(
                fixture.request(),
                VerdictFixture.CLIENT.keyId(),
                fixture.entry().position().partition(),
                Bytes.EMPTY,
                fixture.entry().valueHash(),
                fixture.entry().fingerprint());
    }

    private Verdict agreed(int supporters) {
        return fixture.verdict(fixture.entry(), fixture.honestSupporters(fixture.entry(), supporters));
    }

    private Verdict verdict(Verdict.Outcome outcome) {
        return fixture.verdict(fixture.entry(), outcome, List.of());
    }

    private Verdict moved(Verdict verdict, LogPosition position) {
        SentEntry elsewhere = VerdictFixture.entryAt(
                fixture.request(), position, fixture.entry().appendTime());
        return fixture.verdict(elsewhere, verdict.supporters());
    }
}
