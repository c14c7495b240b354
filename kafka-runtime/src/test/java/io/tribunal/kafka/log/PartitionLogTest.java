package io.tribunal.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A log partition can be read from any offset, forwards and backwards, with gaps between offsets. */
class PartitionLogTest {
    private static final TopicPartition PARTITION = new TopicPartition("bank.response-log", 1);
    private static final int RECORDS_PER_POLL = 2;

    private final Broker broker = new Broker();
    private final PartitionLog log = new PartitionLog(broker, PARTITION);

    @Test
    void shouldReadInOrderUpToTheGivenOffset() {
        broker.holds(0, 1, 2, 3);

        assertThat(next(2)).contains(0L);
        assertThat(next(2)).contains(1L);
        assertThat(next(2)).contains(2L);
        assertThat(next(2)).isEmpty();
        assertThat(next(3)).contains(3L);
    }

    @Test
    void shouldSeekForwardsAndBackwards() {
        broker.holds(0, 1, 2, 3, 4, 5);
        assertThat(next(5)).contains(0L);

        log.seek(4);
        assertThat(next(5)).contains(4L);
        log.seek(1);
        assertThat(next(5)).contains(1L);
        log.seek(5);
        assertThat(next(5)).contains(5L);
        assertThat(next(5)).isEmpty();
    }

    @Test
    void shouldSkipOffsetsWithoutARecord() {
        broker.holds(0, 3, 7);

        log.seek(1);
        assertThat(next(7)).contains(3L);
        log.seek(4);
        assertThat(next(6)).isEmpty();
        log.seek(4);
        assertThat(next(7)).contains(7L);
    }

    @Test
    void shouldFetchRecordsOnceWhenReadInOrder() {
        broker.holds(0, 1, 2, 3, 4, 5);

        for (long offset = 0; offset < 6; offset++) {
            log.seek(offset);
            assertThat(next(5)).contains(offset);
        }

        assertThat(broker.polls).isEqualTo(6 / RECORDS_PER_POLL);
    }

    @Test
    void shouldReturnEmptyForAnOffsetBeforeThePosition() {
        broker.holds(0, 1);

        log.seek(2);

        assertThat(next(1)).isEmpty();
        assertThat(broker.polls).isZero();
    }

    private Optional<Long> next(long through) {
        return log.next(through).map(ConsumerRecord::offset);
    }

    /** A consumer of a log that can be read repeatedly, two records per poll. */
    private static final class Broker extends MockConsumer<byte[], byte[]> {
        private final SortedSet<Long> offsets = new TreeSet<>();
        private int polls;

        Broker() {
            super(AutoOffsetResetStrategy.EARLIEST.name());
        }

        void holds(long... some) {
            for (long offset : some) {
                offsets.add(offset);
            }
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            polls++;
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (long offset : offsets.tailSet(position(PARTITION))) {
                if (records.size() < RECORDS_PER_POLL) {
                    records.add(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, null, null));
                }
            }
            if (!records.isEmpty()) {
                seek(PARTITION, records.getLast().offset() + 1);
            }
            return new ConsumerRecords<>(Map.of(PARTITION, records), Map.of());
        }
    }
}
