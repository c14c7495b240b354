package io.tribunal.ingest;

import static io.tribunal.ingest.InFlightFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Outcome.Knowledge;
import io.tribunal.ingest.check.EmbeddedProofs;
import io.tribunal.ingest.check.ProofSource;
import io.tribunal.ingest.check.SentEntry;
import io.tribunal.ingest.check.UnreadableException;
import io.tribunal.ingest.check.VerdictChecker;
import io.tribunal.ingest.check.VerdictFixture;
import io.tribunal.schemas.signing.Ed25519;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
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
    private final InFlightRequests inFlight = InFlightFixture.of(fixture::trust, 1, refuted::add);
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
        inFlight.onVerdict(read(agreed(3)));
        assertThat(outcome.join()).isInstanceOfSatisfying(Outcome.Agreed.class, agreed -> {
            assertThat(agreed.position()).isEqualTo(fixture.entry().position());
            assertThat(agreed.supporters()).hasSize(3);
        });
    }

    @Test
    void shouldCheckAVerdictThatComesBeforeTheAcknowledgement() throws Exception {
        signed();
        inFlight.onVerdict(read(agreed(3)));
        assertThat(outcome).isNotDone();
        appended();
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldReportARefutedVerdictAndAcceptTheValidOneAfterIt() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(read(agreed(2)));
        assertThat(outcome).isNotDone();
        assertThat(refuted)
                .singleElement()
                .satisfies(verdict ->
                        assertThat(verdict.position()).isEqualTo(fixture.entry().position()));
        inFlight.onVerdict(read(agreed(3)));
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldSayWhyNoVerdictWasAccepted() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(read(agreed(2)));
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
        inFlight.onVerdict(read(verdict(new Verdict.Overdue())));
        assertThat(outcome).isNotDone();
        assertThat(end()).isEqualTo(new Outcome.Overdue(fixture.entry().position()));
    }

    @Test
    void shouldGoOnWaitingAfterASplitThatTheClientCannotProveAndTakeTheAgreedThatFollows() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(read(split()));
        assertThat(outcome).isNotDone();
        inFlight.onVerdict(read(agreed(3)));
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldGoOnWaitingAfterARejectionThatTheClientCannotProveAndTakeTheAgreedThatFollows() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(read(tooOld()));
        assertThat(outcome).isNotDone();
        inFlight.onVerdict(read(agreed(3)));
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldTellWhatOnlyTheVoterSaysWhenNothingProvenCameInTime() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(read(verdict(new Verdict.Overdue())));
        inFlight.onVerdict(read(split()));
        inFlight.onVerdict(read(split()));
        assertThat(end())
                .isEqualTo(new Outcome.Split(fixture.entry().position(), false))
                .satisfies(known -> assertThat(known.isFinal()).isFalse());
    }

    @Test
    void shouldMarkARejectionThatTheClientCannotRederive() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(read(tooOld()));
        assertThat(end())
                .isEqualTo(new Outcome.Rejected(
                        fixture.entry().position(), Rejection.SEQUENCE_TOO_OLD, "below", Optional.empty(), false))
                .satisfies(known -> assertThat(known.isFinal()).isFalse());
    }

    @Test
    void shouldTellNoneOfTwoUnprovenVerdictsThatContradictEachOther() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(read(split()));
        inFlight.onVerdict(read(tooOld()));
        assertThat(end()).isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> {
            assertThat(unknown.known()).isEqualTo(Knowledge.APPENDED);
            assertThat(unknown.detail()).contains("contradict");
        });
    }

    @Test
    void shouldEndAtOnceWithARejectionThatTheClientRederives() throws Exception {
        signed();
        SentEntry late = VerdictFixture.entryAt(
                fixture.request(), fixture.entry().position(), fixture.request().notAfter() + 1);
        inFlight.append(request, late);
        Verdict.Rejected expired = new Verdict.Rejected(Rejection.EXPIRED, "", Optional.empty());
        inFlight.onVerdict(read(fixture.verdict(late, expired, List.of())));
        assertThat(outcome.join())
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.rederived()).isTrue());
    }

    @Test
    void shouldTakeACertifiedVoidForTheProofOfASplitThatCameBefore() throws Exception {
        signed();
        appended();
        inFlight.onVerdict(read(split()));
        inFlight.onVoid(fixture.entry().position());
        assertThat(outcome.join()).isEqualTo(new Outcome.Split(fixture.entry().position(), true));
    }

    @Test
    void shouldLearnThePositionFromAProofWhenDeliveryIsUnknown() throws Exception {
        signed();
        inFlight.deliveryFailed(request, "timed out");
        inFlight.onVerdict(read(agreed(3)));
        assertThat(outcome.join().where()).contains(fixture.entry().position());
    }

    @Test
    void shouldNotAcceptAnUnprovenVerdictWhenDeliveryIsUnknown() throws Exception {
        signed();
        inFlight.deliveryFailed(request, "timed out");
        inFlight.onVerdict(read(verdict(new Verdict.Rejected(Rejection.REPLAYED, "seen", Optional.of(3L)))));
        assertThat(end()).isEqualTo(new Outcome.Unknown(Knowledge.MAYBE_APPENDED, Optional.empty(), "timed out"));
    }

    @Test
    void shouldIgnoreVerdictsOnOtherPositions() throws Exception {
        signed();
        appended();
        Verdict mine = agreed(3);
        Verdict copied = moved(mine, new LogPosition(mine.position().partition(), 99));
        inFlight.onVerdict(read(copied));
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
        InFlightRequests racing = InFlightFixture.of(fixture::trust, count, refuted::add);
        Verdict verdict = agreed(3);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < count; i++) {
                PendingRequest pending = new PendingRequest(request.request(), Optional.empty(), DEADLINE);
                racing.add(pending);
                racing.sign(pending, signedEntry());
                CyclicBarrier start = new CyclicBarrier(4);
                List<Callable<Void>> racers = List.of(
                        after(start, () -> racing.append(pending, fixture.entry())),
                        after(start, () -> racing.onVerdict(read(verdict))),
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
    void shouldHoldNoLockWhileAProofIsRead() throws Exception {
        // Given a verdict with invented positions, of which the log gives nothing before the test says so
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch readable = new CountDownLatch(1);
        InFlightRequests two = inLogs(
                2,
                (partition, supporter) -> {
                    reading.countDown();
                    awaitOrFail(readable);
                    return Optional.empty();
                },
                (partition, from) -> {});
        two.add(request);
        two.sign(request, signedEntry());
        two.append(request, fixture.entry());
        two.onVerdict(read(invented(fixture.entry())));
        CompletableFuture<Void> proving = CompletableFuture.runAsync(() -> proveNext(two));
        awaitOrFail(reading);
        // When the verdict on another request comes meanwhile
        SentEntry other = elsewhere(43);
        PendingRequest second = PendingRequest.appended(other, 2 * DEADLINE);
        two.addAppended(second, other);
        two.onVerdict(read(fixture.verdict(other, fixture.honestSupporters(other, 3))));
        // Then it is told, and so is the first one's true verdict
        assertThat(second.future().join()).isInstanceOf(Outcome.Agreed.class);
        two.onVerdict(read(agreed(3)));
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
        readable.countDown();
        proving.get(30, TimeUnit.SECONDS);
    }

    @Test
    void shouldReadForTheFirstVerdictOfEachRequestBeforeTheSecondOfAny() throws Exception {
        // Given many verdicts with invented positions on one request, and then one on another
        List<LogPosition> proved = new ArrayList<>();
        InFlightRequests two = inLogs(2, (partition, supporter) -> Optional.empty(), (partition, from) -> {});
        for (SentEntry entry : List.of(fixture.entry(), elsewhere(43))) {
            two.addAppended(PendingRequest.appended(entry, DEADLINE), entry);
        }
        for (int i = 0; i < 20; i++) {
            two.onVerdict(read(invented(fixture.entry())));
        }
        two.onVerdict(read(invented(elsewhere(43))));
        // When
        for (int i = 0; i < 2; i++) {
            Claim claim = two.takeClaim();
            proved.add(claim.read().verdict().position());
            two.prove(claim);
        }
        // Then
        assertThat(proved)
                .containsExactly(fixture.entry().position(), elsewhere(43).position());
    }

    @Test
    void shouldReadVerdictsAgainForWhichThereWasNoRoom() throws Exception {
        // Given more verdicts with invented positions than are kept
        List<Long> again = new ArrayList<>();
        InFlightRequests flooded =
                inLogs(1, (partition, supporter) -> Optional.empty(), (partition, from) -> again.add(from));
        flooded.addAppended(PendingRequest.appended(fixture.entry(), DEADLINE), fixture.entry());
        for (int offset = 0; offset < 1_010; offset++) {
            flooded.onVerdict(new ReadVerdict(invented(fixture.entry()), offset, 100));
        }
        // When
        for (int i = 0; i < 1_000; i++) {
            assertThat(again).isEmpty();
            flooded.prove(flooded.takeClaim());
        }
        // Then
        assertThat(again).containsExactly(1_000L);
    }

    @Test
    void shouldReadVerdictsAgainForWhichThereWasNoRoomBeforeTheAcknowledgement() throws Exception {
        List<Long> again = new ArrayList<>();
        InFlightRequests early =
                inLogs(1, (partition, supporter) -> Optional.empty(), (partition, from) -> again.add(from));
        early.add(request);
        early.sign(request, signedEntry());
        for (int offset = 0; offset < 6; offset++) {
            early.onVerdict(new ReadVerdict(agreed(2), offset, 100));
        }
        early.append(request, fixture.entry());
        assertThat(again).containsExactly(4L);
    }

    @Test
    void shouldTryAgainWhenALogCannotBeReadNow() throws Exception {
        // Given a log that cannot be read at first
        Queue<RuntimeException> failures = new ArrayDeque<>(List.of(new UnreadableException("no leader", true)));
        InFlightRequests waiting = inLogs(
                1,
                (partition, supporter) -> {
                    if (!failures.isEmpty()) {
                        throw failures.remove();
                    }
                    return new EmbeddedProofs()
                            .proofOf(
                                    partition,
                                    fixture.honestSupporters(fixture.entry(), 5).stream()
                                            .filter(honest ->
                                                    honest.executorId().equals(supporter.executorId()))
                                            .findFirst()
                                            .orElseThrow());
                },
                (partition, from) -> {});
        waiting.add(request);
        waiting.sign(request, signedEntry());
        waiting.append(request, fixture.entry());
        // When
        waiting.onVerdict(read(invented(fixture.entry())));
        waiting.prove(waiting.takeClaim());
        assertThat(outcome).isNotDone();
        waiting.prove(waiting.takeClaim());
        // Then
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldTellASplitAsUnprovenWhenTheClientMayNotReadTheAnswers() throws Exception {
        InFlightRequests refused = inLogs(
                1,
                (partition, supporter) -> {
                    throw new UnreadableException("not authorized", false);
                },
                (partition, from) -> {});
        refused.add(request);
        refused.sign(request, signedEntry());
        refused.append(request, fixture.entry());
        refused.onVerdict(read(fixture.split(fixture.entry(), 5)));
        refused.prove(refused.takeClaim());
        refused.expire(DEADLINE);
        assertThat(outcome.join()).isEqualTo(new Outcome.Split(fixture.entry().position(), false));
    }

    private InFlightRequests inLogs(int maxInFlight, ProofSource proofs, InFlightRequests.Again again) {
        VerdictChecker fromLogs = new VerdictChecker(Ed25519.verifier(), proofs, VerdictFixture.noVoids());
        return new InFlightRequests(
                new InFlightRequests.Checks(InFlightFixture.embedded(), fromLogs, fixture::trust),
                maxInFlight,
                refuted::add,
                again);
    }

    private static void proveNext(InFlightRequests inFlight) {
        try {
            inFlight.prove(inFlight.takeClaim());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private SentEntry elsewhere(long offset) {
        LogPosition position = new LogPosition(fixture.entry().position().partition(), offset);
        return VerdictFixture.entryAt(
                fixture.request(), position, fixture.entry().appendTime());
    }

    /** AGREED without embedded certificates. */
    private Verdict invented(SentEntry entry) {
        return fixture.verdict(
                entry,
                fixture.honestSupporters(entry, 3).stream()
                        .map(supporter -> new Verdict.Supporter(
                                supporter.executorId(), 1_000, 1, supporter.responseHash(), Optional.empty()))
                        .toList());
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

    private Verdict split() {
        return verdict(new Verdict.Split(Optional.empty()));
    }

    private Verdict tooOld() {
        return verdict(new Verdict.Rejected(Rejection.SEQUENCE_TOO_OLD, "below", Optional.empty()));
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
