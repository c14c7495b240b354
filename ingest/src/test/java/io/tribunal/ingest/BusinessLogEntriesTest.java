package io.tribunal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.ingest.check.CertifiedVoid;
import io.tribunal.ingest.check.RulesHistory;
import io.tribunal.ingest.check.Trust;
import io.tribunal.ingest.check.UnreadableException;
import io.tribunal.ingest.check.VerdictFixture;
import io.tribunal.schemas.signing.Ed25519;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** The entry is at offset 42; a Void of offset 40 is certified as decision 1, one of offset 41 as decision 2. */
class BusinessLogEntriesTest {
    private static final String TOPIC = "test.business-log";

    private final RuleFixture rules = new RuleFixture();
    private final VerdictFixture fixture = rules.verdicts();
    private final LogPosition entry = fixture.entry().position();
    private final TopicPartition log = new TopicPartition(TOPIC, entry.partition());
    private final CertifiedDecision first = rules.certifiedVoid(1, Hash.ZERO, at(40));
    private final CertifiedDecision second =
            rules.certifiedVoid(2, first.decision().hash(), at(41));
    private final StoredLog consumer = new StoredLog(log);
    private final LogReader logs = new LogReader(() -> consumer, Duration.ofMinutes(5));
    private final BusinessLogEntries entries = new BusinessLogEntries(TOPIC, logs, Ed25519.verifier());

    BusinessLogEntriesTest() {
        consumer.add(record(0, RuleFixture.entry(fixture.trust().genesis(), VerdictFixture.key("root"))));
        append(42, RuleFixture.entry(fixture.request(), VerdictFixture.CLIENT));
        logs.begin();
    }

    private LogPosition at(long offset) {
        return new LogPosition(entry.partition(), offset);
    }

    private void append(long offset, byte[] value) {
        consumer.add(record(offset, value));
    }

    private void append(long offset, CertifiedDecision decision) {
        append(offset, RuleFixture.entry(new Control(decision), VerdictFixture.key("root")));
    }

    private ConsumerRecord<byte[], byte[]> record(long offset, byte[] value) {
        return new ConsumerRecord<>(
                TOPIC,
                entry.partition(),
                offset,
                VerdictFixture.APPEND_TIME,
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private Trust knowing(LogPosition... voided) {
        RulesHistory history = RulesHistory.NONE;
        for (int number = 1; number <= voided.length; number++) {
            history = history.with(new CertifiedVoid(number, voided[number - 1]));
        }
        return fixture.trust(history);
    }

    @Test
    void shouldFindWhereAVoidStandsThatLetsTheBallotStartAnew() {
        append(50, first);
        assertThat(entries.countedFrom(knowing(at(40)), entry)).isEqualTo(50);
    }

    @Test
    void shouldTakeTheLastOfSeveralVoids() {
        append(50, first);
        append(60, second);
        assertThat(entries.countedFrom(knowing(at(40), at(41)), entry)).isEqualTo(60);
    }

    @Test
    void shouldIgnoreAVoidThatStandsBeforeTheEntryAndItsRepeats() {
        append(41, first);
        append(50, first);
        assertThat(entries.countedFrom(knowing(at(40)), entry)).isZero();
    }

    @Test
    void shouldIgnoreACopyThatWasNotApplied() {
        // Given a copy before its turn, one that a stranger signed, and the applied one between them and a repeat
        append(45, second);
        append(46, RuleFixture.entry(new Control(first), VerdictFixture.key("stranger")));
        append(50, first);
        append(60, second);
        append(70, second);
        assertThat(entries.countedFrom(knowing(at(40), at(41)), entry)).isEqualTo(60);
    }

    @Test
    void shouldIgnoreVoidsOfLaterEntriesAndOfOtherPartitions() {
        append(50, first);
        assertThat(entries.countedFrom(knowing(at(43)), entry)).isZero();
        assertThat(entries.countedFrom(knowing(new LogPosition(entry.partition() + 1, 40)), entry))
                .isZero();
        assertThat(consumer.read).isZero();
    }

    @Test
    void shouldReadOnlyWhatCameAfterTheEntryWhenNoVoidIsThere() {
        append(43, RuleFixture.entry(fixture.request(), VerdictFixture.CLIENT));
        assertThat(entries.countedFrom(knowing(at(40)), entry)).isZero();
        assertThat(consumer.read).isEqualTo(1);
    }

    @Test
    void shouldSeeAVoidThatComesBetweenTwoChecks() {
        assertThat(entries.countedFrom(knowing(at(40)), entry)).isZero();
        append(50, first);
        assertThat(entries.countedFrom(knowing(at(40)), entry)).isEqualTo(50);
    }

    @Test
    void shouldGoOnFromWhereTheLogCouldNotBeRead() {
        append(50, first);
        consumer.failAt(50, new KafkaException("no leader"));
        assertThatThrownBy(() -> entries.countedFrom(knowing(at(40)), entry))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        unread -> assertThat(unread.mayPass()).isTrue());
        assertThat(entries.countedFrom(knowing(at(40)), entry)).isEqualTo(50);
    }

    @Test
    void shouldSayThatTheClientMayNotRead() {
        consumer.failAt(42, new TopicAuthorizationException(TOPIC));
        assertThatThrownBy(() -> entries.entryAt(entry))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        unread -> assertThat(unread.mayPass()).isFalse());
    }

    @Test
    void shouldReadAnEntryAndNotWaitForOneBeyondTheEnd() {
        assertThat(entries.entryAt(entry)).map(BusinessRecord::position).contains(entry);
        assertThat(entries.entryAt(at(41))).isEmpty();
        int polls = consumer.polls;
        assertThat(entries.entryAt(at(1_000_000))).isEmpty();
        assertThat(logs.recordAt(log, -1)).isEmpty();
        assertThat(consumer.polls).isEqualTo(polls);
    }

    @Test
    void shouldGiveUpAfterItsTimeOnALogThatDeliversNothing() {
        consumer.updateEndOffsets(Map.of(log, 1_000L));
        LogReader hasty = new LogReader(() -> consumer, Duration.ofMillis(20));
        hasty.begin();
        assertThatThrownBy(() -> hasty.recordAt(log, 900))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        unread -> assertThat(unread.mayPass()).isTrue());
    }

    /** A log of one partition whose records have gaps between them, as transactions leave them. */
    private static final class StoredLog extends MockConsumer<byte[], byte[]> {
        private final TopicPartition log;
        private final NavigableMap<Long, ConsumerRecord<byte[], byte[]>> stored = new TreeMap<>();
        private long failing = -1;
        private KafkaException failure = new KafkaException("");
        private int read;
        private int polls;

        StoredLog(TopicPartition log) {
            super(AutoOffsetResetStrategy.EARLIEST.name());
            this.log = log;
            updateBeginningOffsets(Map.of(log, 0L));
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            stored.put(record.offset(), record);
            updateEndOffsets(Map.of(log, stored.lastKey() + 1));
        }

        void failAt(long offset, KafkaException why) {
            failing = offset;
            failure = why;
        }

        /** Gives one record at a time. */
        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            polls++;
            Map.Entry<Long, ConsumerRecord<byte[], byte[]>> next = stored.ceilingEntry(position(log));
            if (next == null) {
                return super.poll(timeout);
            }
            if (next.getKey() == failing) {
                failing = -1;
                throw failure;
            }
            read++;
            seek(log, next.getKey() + 1);
            return new ConsumerRecords<>(Map.of(log, List.of(next.getValue())), Map.of());
        }
    }
}
