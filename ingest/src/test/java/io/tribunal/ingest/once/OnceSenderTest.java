package io.tribunal.ingest.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Status;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.Outcome.Knowledge;
import io.tribunal.ingest.PlannedRequest;
import io.tribunal.ingest.Recorder;
import io.tribunal.ingest.Recorder.Reach;
import io.tribunal.ingest.journal.JournalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class OnceSenderTest {
    private static final NewRequest REQUEST = NewRequest.json("ledger", "INCREMENT", Bytes.utf8("{\"n\":1}"));
    private static final NewRequest OTHER = NewRequest.json("ledger", "INCREMENT", Bytes.utf8("{\"n\":2}"));
    private static final RequestId ID = new RequestId(Bytes.hex("00112233445566778899aabbccddeeff"));
    private static final Outcome.Agreed AGREED = new Outcome.Agreed(
            new LogPosition(0, 7), Status.OK, "text/plain", Bytes.EMPTY, Optional.empty(), List.of());

    /** What was sent, and the answers to look-ups. */
    private static final class Log implements RequestLog {
        private final List<PlannedRequest> sent = new ArrayList<>();
        private final List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        private Answer answer = new Answer(List.of(), RequestCourse.Look.END, false, -1);

        @Override
        public CompletableFuture<Outcome> send(NewRequest request, Recorder recorder) {
            sent.add(recorder.plan(request, 0, new Reach(3, 4)));
            recorder.force();
            outcomes.add(new CompletableFuture<>());
            return outcomes.getLast();
        }

        @Override
        public Map<Query, Answer> look(Collection<Query> queries) {
            Map<Query, Answer> answers = new HashMap<>();
            queries.forEach(query -> answers.put(query, answer));
            return answers;
        }

        @Override
        public CompletableFuture<Outcome> await(LogPosition position) {
            outcomes.add(new CompletableFuture<>());
            return outcomes.getLast();
        }
    }

    private final Log log = new Log();
    private final MemoryStore store = new MemoryStore();
    private long now = 1_000;
    private long sequence = 50;

    private OnceSender sender() {
        RequestJournal journal = RequestJournal.open(
                store, Hash.sha256(new byte[] {1}), new KeyId("ed25519:00112233"), OptionalLong.empty());
        return new OnceSender(
                journal, log, () -> sequence++, () -> ID, Duration.ofMillis(500), () -> now, new DirectExecutor());
    }

    @Test
    void shouldSendARequestOnceWhileItIsUnderWay() throws InterruptedException {
        // Given
        OnceSender sender = sender();
        CompletableFuture<Outcome> first = sender.send("a", REQUEST);
        // When
        CompletableFuture<Outcome> second = sender.send("a", REQUEST);
        log.outcomes.getFirst().complete(AGREED);
        // Then
        assertThat(log.sent).hasSize(1);
        assertThat(first.join()).isEqualTo(AGREED);
        assertThat(second.join()).isEqualTo(AGREED);
        assertThat(sender.send("a", REQUEST).join()).isEqualTo(AGREED);
        assertThat(sender().send("a", REQUEST).join()).isEqualTo(AGREED);
    }

    @Test
    void shouldRefuseAKeyForAnotherContent() throws InterruptedException {
        OnceSender sender = sender();
        CompletableFuture<Outcome> first = sender.send("a", REQUEST);
        assertThatThrownBy(() -> sender.send("a", OTHER)).isInstanceOf(IdempotencyKeyException.class);
        log.outcomes.getFirst().complete(AGREED);
        assertThat(first).isCompletedWithValue(AGREED);
        assertThatThrownBy(() -> sender().send("a", OTHER)).isInstanceOf(IdempotencyKeyException.class);
        assertThat(log.sent).hasSize(1);
    }

    @Test
    void shouldRenewAnExpiredRequestUnderItsSequence() throws InterruptedException {
        // Given a request that another process has planned, and that is not in the log
        sender().send("a", REQUEST);
        now += 501;
        // When
        sender().send("a", REQUEST);
        // Then
        assertThat(log.sent)
                .containsExactly(
                        new PlannedRequest(REQUEST, ID, 50, 1_500), new PlannedRequest(REQUEST, ID, 50, 2_001));
    }

    @Test
    void shouldTakeANewSequenceOnlyIfTheLogShowsThatTheOldOneIsDead() throws InterruptedException {
        // Given
        sender().send("a", REQUEST);
        log.answer = new RequestLog.Answer(List.of(), 9, false, 5_000);
        // When
        OnceSender sender = sender();
        sender.send("a", REQUEST);
        // Then
        assertThat(log.sent.get(1)).isEqualTo(new PlannedRequest(REQUEST, ID, 51, 1_500));
    }

    @Test
    void shouldNotSendAnewOnTheWordOfTheVoter() throws InterruptedException {
        // Given an entry in the log, of which the voter says that it was rejected
        sender().send("a", REQUEST);
        log.answer = new RequestLog.Answer(List.of(new LogPosition(0, 7)), RequestCourse.Look.END, false, 50);
        CompletableFuture<Outcome> again = sender().send("a", REQUEST);
        Outcome rejected =
                new Outcome.Rejected(new LogPosition(0, 7), Rejection.SEQUENCE_TOO_OLD, "", Optional.empty(), false);
        // When
        log.outcomes.getLast().complete(rejected);
        // Then
        assertThat(again.join()).isEqualTo(rejected);
        assertThat(log.sent).hasSize(1);
    }

    @Test
    void shouldLeaveARequestOpenWhoseOutcomeIsNotKnown() throws InterruptedException {
        // Given
        OnceSender sender = sender();
        CompletableFuture<Outcome> first = sender.send("a", REQUEST);
        Outcome unknown = new Outcome.Unknown(Knowledge.MAYBE_APPENDED, Optional.empty(), "no acknowledgement");
        log.outcomes.getFirst().complete(unknown);
        assertThat(first.join()).isEqualTo(unknown);
        // When
        CompletableFuture<Outcome> second = sender.send("a", REQUEST);
        log.outcomes.getLast().complete(AGREED);
        // Then
        assertThat(second.join()).isEqualTo(AGREED);
        assertThat(log.sent).extracting(PlannedRequest::sequence).containsExactly(50L, 50L);
    }

    @Test
    void shouldNotKeepASplitThatOnlyTheVoterSays() throws InterruptedException {
        // Given a made-up SPLIT that nothing better followed in time
        OnceSender sender = sender();
        CompletableFuture<Outcome> first = sender.send("a", REQUEST);
        Outcome split = new Outcome.Split(new LogPosition(0, 7), false);
        log.outcomes.getFirst().complete(split);
        assertThat(first.join()).isEqualTo(split);
        // When another process sends the request again, and its entry is found
        log.answer = new RequestLog.Answer(List.of(new LogPosition(0, 7)), RequestCourse.Look.END, false, 50);
        CompletableFuture<Outcome> second = sender().send("a", REQUEST);
        log.outcomes.getLast().complete(AGREED);
        // Then
        assertThat(second.join()).isEqualTo(AGREED);
        assertThat(log.sent).hasSize(1);
    }

    @Test
    void shouldEndWhatIsOpenWhenItIsClosed() throws InterruptedException {
        OnceSender sender = sender();
        CompletableFuture<Outcome> open = sender.send("a", REQUEST);
        sender.close();
        assertThat(open).isCompletedExceptionally();
    }

    @Test
    void shouldEndARequestThatCannotBeLookedUpAnyMore() throws InterruptedException {
        // Given a sender whose thread has ended
        RequestJournal journal = RequestJournal.open(
                store, Hash.sha256(new byte[] {1}), new KeyId("ed25519:00112233"), OptionalLong.empty());
        OnceSender sender = new OnceSender(
                journal,
                log,
                () -> sequence++,
                () -> ID,
                Duration.ofMillis(500),
                () -> now,
                Executors.newSingleThreadExecutor());
        CompletableFuture<Outcome> open = sender.send("a", REQUEST);
        sender.close();
        // When
        log.outcomes
                .getFirst()
                .complete(new Outcome.Rejected(new LogPosition(0, 7), Rejection.REPLAYED, "", Optional.of(3L), false));
        // Then
        assertThat(open).isCompletedExceptionally();
    }

    @Test
    void shouldTellAnOutcomeThatItCannotKeep() throws InterruptedException {
        // Given
        OnceSender sender = sender();
        CompletableFuture<Outcome> outcome = sender.send("a", REQUEST);
        store.failNext(new JournalException("the disk is full"));
        // When
        log.outcomes.getFirst().complete(AGREED);
        // Then
        assertThat(outcome.join()).isEqualTo(AGREED);
    }
}
