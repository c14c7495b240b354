package io.tribunal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.check.VerdictFixture;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerdictReaderTest {
    private static final TopicNames TOPICS = TopicNames.of("test");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long END = 40;

    private final RuleFixture rules = new RuleFixture();
    private final VerdictFixture fixture = rules.verdicts();
    private final MockConsumer<byte[], byte[]> ofRules = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    private final RulesReader rulesReader =
            new RulesReader(ofRules, RuleFixture.TOPIC, rules.deployment(), Ed25519.verifier());
    private final InFlightRequests inFlight = InFlightFixture.of(rulesReader::trust, 10, refuted -> {});
    private final VerdictReader reader = new VerdictReader(consumer, TOPICS, true, rulesReader, inFlight, LONG);
    private final int home = fixture.entry().position().partition();
    private final int other = (home + 1) % fixture.trust().genesis().partitions();

    @BeforeEach
    void prepare() {
        TopicPartition topic = new TopicPartition(RuleFixture.TOPIC, 0);
        ofRules.updateBeginningOffsets(Map.of(topic, 0L));
        ofRules.updateEndOffsets(Map.of(topic, 1L));
        ofRules.schedulePollTask(() -> ofRules.addRecord(rules.genesis()));
        rulesReader.readToEnd(LONG, () -> fixture.trust().genesis());
        Map<TopicPartition, Long> begins = new HashMap<>();
        for (int number = 0; number < fixture.trust().genesis().partitions(); number++) {
            begins.put(verdicts(number), 0L);
        }
        consumer.updateBeginningOffsets(begins);
        consumer.updatePartitions(
                TOPICS.verdicts(), List.of(new PartitionInfo(TOPICS.verdicts(), home, null, null, null)));
        ends(END);
    }

    private void ends(long offset) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (int number = 0; number < fixture.trust().genesis().partitions(); number++) {
            ends.put(verdicts(number), offset);
            ends.put(entries(number), 10 * offset);
        }
        consumer.updateEndOffsets(ends);
    }

    private static TopicPartition verdicts(int partition) {
        return new TopicPartition(TOPICS.verdicts(), partition);
    }

    private static TopicPartition entries(int partition) {
        return new TopicPartition(TOPICS.businessLog(), partition);
    }

    /** Lets a sender wait for the partitions while the reader goes on. */
    private static void follow(VerdictReader reader, Integer... partitions) throws InterruptedException {
        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
            try {
                reader.follow(Set.of(partitions));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        while (!sender.isDone()) {
            step(reader);
        }
        sender.join();
    }

    private static void step(VerdictReader reader) throws InterruptedException {
        try {
            reader.readOnce(System.nanoTime());
        } catch (WakeupException woken) {
            assertThat(woken).isNotNull();
        }
    }

    private CompletableFuture<Outcome> send() throws InterruptedException {
        PendingRequest request = new PendingRequest(
                NewRequest.json("main", "INCREMENT", fixture.request().body()), Optional.empty(), Long.MAX_VALUE);
        inFlight.add(request);
        inFlight.sign(request, InFlightRequestsTest.signedEntry(fixture));
        inFlight.append(request, fixture.entry());
        return request.future();
    }

    private void append(long offset, Verdict verdict) {
        consumer.addRecord(new ConsumerRecord<>(
                TOPICS.verdicts(), home, offset, new byte[0], new VerdictCodec().frame(0, verdict)));
    }

    private Verdict agreed() {
        return fixture.verdict(fixture.entry(), fixture.honestSupporters(fixture.entry(), 3));
    }

    @Test
    void shouldSayWhereTheLogIsDamagedAndGoOnWhenItIsMended() throws Exception {
        follow(reader, home);
        CompletableFuture<Outcome> outcome = send();
        String position = verdicts(home) + " at offset " + END;
        consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException(
                "Received exception when fetching the next record",
                new KafkaException("Record batch for partition " + position + " is invalid, cause: bad CRC"))));
        for (int step = 0; step < 4; step++) {
            consumer.schedulePollTask(() -> {});
        }
        consumer.schedulePollTask(() -> append(END, agreed()));
        Thread running = Thread.ofPlatform().start(reader);

        assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Agreed.class);

        assertThat(reader.damage())
                .hasValueSatisfying(damage -> assertThat(damage).hasMessageContaining(verdicts(home) + "@" + END));
        reader.stop();
        running.join();
    }

    @Test
    void shouldNoticeThatTheVerdictsWereDeleted() throws Exception {
        follow(reader, home);
        consumer.updatePartitions(TOPICS.verdicts(), List.of());

        assertThatThrownBy(() -> reader.readOnce(System.nanoTime()))
                .isInstanceOf(LogDamagedException.class)
                .hasMessageContaining(TOPICS.verdicts());
    }

    @Test
    void shouldReadNoPartitionBeforeARequest() throws InterruptedException {
        reader.readOnce(System.nanoTime());
        assertThat(consumer.assignment()).isEmpty();
    }

    @Test
    void shouldReadAPartitionFromTheEndThatItHasWhenItComesIntoUse() throws Exception {
        // Given
        ends(END + 7);
        // When
        follow(reader, home);
        // Then
        assertThat(consumer.assignment()).containsExactlyInAnyOrder(verdicts(home), entries(home));
        assertThat(consumer.paused()).containsExactly(entries(home));
        assertThat(consumer.position(verdicts(home))).isEqualTo(END + 7);
        CompletableFuture<Outcome> outcome = send();
        append(END + 7, agreed());
        step(reader);
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldKeepItsPlaceInAPartitionWhenAnotherComesIntoUse() throws Exception {
        follow(reader, home);
        CompletableFuture<Outcome> outcome = send();
        ends(END + 7);

        follow(reader, other);

        assertThat(consumer.position(verdicts(home))).isEqualTo(END);
        assertThat(consumer.position(verdicts(other))).isEqualTo(END + 7);
        append(END, agreed());
        step(reader);
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldDropAPartitionThatNoRequestWaitsForAndTakeItUpAtItsNewEnd() throws Exception {
        follow(reader, home);
        reader.readOnce(System.nanoTime() + LONG.toNanos() + 1);
        assertThat(consumer.assignment()).isEmpty();
        ends(END + 9);

        follow(reader, home);

        assertThat(consumer.position(verdicts(home))).isEqualTo(END + 9);
    }

    @Test
    void shouldCheckAVerdictByARuleThatCameWithIt() throws Exception {
        // Given a verdict that the executors e1, e2 and e3 support, and a decision that revokes the key of e1
        follow(reader, home);
        CompletableFuture<Outcome> outcome = send();
        append(END, agreed());
        ofRules.addRecord(rules.decision(1));
        // When
        step(reader);
        // Then
        assertThat(outcome).isNotDone();
    }

    @Test
    void shouldTakeAVoidThatComesLaterForTheProofOfASplit() throws Exception {
        // Given
        follow(reader, home);
        CompletableFuture<Outcome> outcome = send();
        append(END, fixture.verdict(fixture.entry(), new Verdict.Split(Optional.empty()), List.of()));
        step(reader);
        assertThat(outcome).isNotDone();
        // When
        ofRules.addRecord(rules.voidOf(fixture.entry().position()));
        step(reader);
        // Then
        assertThat(outcome.join()).isEqualTo(new Outcome.Split(fixture.entry().position(), true));
    }

    @Test
    void shouldReadVerdictsAgainWithoutWaiting() throws Exception {
        follow(reader, home);
        CompletableFuture<Outcome> outcome = send();
        consumer.seek(verdicts(home), END + 3);
        reader.rewind(home, END);
        step(reader);
        append(END, agreed());
        step(reader);
        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldTellFromWhereOnWhatIsSentCanBeFound() throws Exception {
        // Given
        follow(reader, home);
        Recorder.Reach first = reader.reach(home);
        // When
        reader.appended(new LogPosition(home, 10 * END + 3));
        reader.appended(new LogPosition(home, 10 * END + 1));
        append(END, agreed());
        step(reader);
        // Then
        assertThat(first).isEqualTo(new Recorder.Reach(10 * END, END));
        assertThat(reader.reach(home)).isEqualTo(new Recorder.Reach(10 * END + 4, END + 1));
        assertThatThrownBy(() -> reader.reach(other)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldReadVerdictsAgainForARequestThatAnotherProcessHasAppended() throws Exception {
        // Given
        PendingRequest request = PendingRequest.appended(fixture.entry(), Long.MAX_VALUE);
        inFlight.addAppended(request, fixture.entry());
        follow(reader, home);
        // When
        CompletableFuture<Void> again = CompletableFuture.runAsync(() -> {
            try {
                reader.readAgain(home, END - 5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        again.join();
        step(reader);
        append(END - 3, agreed()); // it was there before the end, and MockConsumer takes it only now
        step(reader);
        // Then
        assertThat(request.future().join()).isInstanceOf(Outcome.Agreed.class);
        assertThat(inFlight.size()).isZero();
    }

    @Test
    void shouldOnlyKnowTheEndsForASenderThatAwaitsNoVerdict() throws Exception {
        // Given
        VerdictReader ends = new VerdictReader(consumer, TOPICS, false, rulesReader, inFlight, LONG);
        follow(ends, home);
        // When
        append(END, agreed());
        step(ends);
        // Then
        assertThat(consumer.paused()).containsExactlyInAnyOrder(verdicts(home), entries(home));
        assertThat(ends.reach(home)).isEqualTo(new Recorder.Reach(10 * END, END));
    }

    @Test
    void shouldHandleVerdictsAlthoughTheRulesCannotBeRead() throws Exception {
        follow(reader, home);
        CompletableFuture<Outcome> outcome = send();
        append(END, agreed());
        ofRules.setPollException(new KafkaException("not allowed"));

        step(reader);

        assertThat(outcome.join()).isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void shouldLetASenderWaitWhileTheEndIsNotKnown() throws Exception {
        // Given a cluster that does not tell the end of a partition
        consumer.setOffsetsException(new KafkaException("no leader"));
        Thread sender = Thread.ofPlatform().start(() -> {
            try {
                reader.follow(Set.of(home));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Thread reading = Thread.ofPlatform().start(reader);

        // When it tells it later, as MockConsumer does at the second call
        sender.join();

        // Then
        assertThat(consumer.position(verdicts(home))).isEqualTo(END);
        reader.stop();
        reading.join();
    }
}
