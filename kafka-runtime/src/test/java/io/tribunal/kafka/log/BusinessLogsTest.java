package io.tribunal.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.log.BusinessRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Several partitions of business-log can be read with one consumer, each in its own order and at its own speed. */
class BusinessLogsTest {
    private static final String TOPIC = "bank.business-log";
    private static final int VALUE_BYTES = 10;

    private final Map<Integer, Long> ends = new HashMap<>();
    private final List<Broker> brokers = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private int recordsPerPoll = 3;
    private final BusinessLogs logs = new BusinessLogs(this::consumer, TOPIC, nanos::get);

    private Consumer<byte[], byte[]> consumer() {
        brokers.add(new Broker());
        return brokers.getLast();
    }

    @Test
    void shouldReadEachPartitionInOrderUpToTheGivenOffset() {
        ends.putAll(Map.of(0, 4L, 1, 2L));
        BusinessPartition first = logs.open(0);
        BusinessPartition second = logs.open(1);

        assertThat(offsets(first, 2)).containsExactly(0L, 1L, 2L);
        assertThat(offsets(second, 1)).containsExactly(0L, 1L);
        assertThat(offsets(first, 3)).containsExactly(3L);
        assertThat(brokers).hasSize(1);
    }

    @Test
    void shouldKeepWhatOthersFetched() {
        ends.putAll(Map.of(0, 3L, 1, 3L));
        BusinessPartition first = logs.open(0);
        BusinessPartition second = logs.open(1);
        offsets(first, 2);
        int polls = brokers.getFirst().polls;

        assertThat(offsets(second, 2)).containsExactly(0L, 1L, 2L);

        assertThat(brokers.getFirst().polls).isEqualTo(polls);
    }

    @Test
    void shouldNotFetchMoreOfAPartitionThanItKeeps() {
        recordsPerPoll = 500;
        ends.putAll(Map.of(0, 100_000L, 1, 100_000L));
        BusinessPartition needed = logs.open(0);
        BusinessPartition unread = logs.open(1);

        assertThat(offsets(needed, 9_999)).hasSize(10_000);

        assertThat(brokers.getFirst().position(new TopicPartition(TOPIC, 1))).isBetween(1_000L, 1_500L);
        assertThat(offsets(unread, 4_999)).as("none is lost").hasSize(5_000);
    }

    @Test
    void shouldKeepPlacesWhenPartitionsOpenAndClose() {
        ends.putAll(Map.of(0, 9L, 1, 9L, 2, 9L));
        BusinessPartition first = logs.open(0);
        BusinessPartition second = logs.open(1);
        offsets(first, 1);
        second.close();
        BusinessPartition third = logs.open(2);

        assertThat(offsets(first, 4)).containsExactly(2L, 3L, 4L);
        assertThat(offsets(third, 1)).containsExactly(0L, 1L);
        assertThat(offsets(logs.open(1), 1)).as("opened again").containsExactly(0L, 1L);
    }

    @Test
    void shouldCloseTheConsumerWithTheLastPartitionAndOpenAnother() {
        ends.putAll(Map.of(0, 2L, 1, 2L));
        BusinessPartition first = logs.open(0);
        BusinessPartition second = logs.open(1);
        first.close();
        assertThat(brokers.getFirst().closed()).isFalse();
        second.close();
        assertThat(brokers.getFirst().closed()).isTrue();

        assertThat(offsets(logs.open(0), 1)).containsExactly(0L, 1L);
        assertThat(brokers).hasSize(2);
    }

    @Test
    void shouldGiveAPartitionToWhoeverOpensItLast() {
        ends.put(0, 5L);
        BusinessPartition left = logs.open(0);
        offsets(left, 2);
        BusinessPartition owner = logs.open(0);

        assertThatThrownBy(() -> left.next(4)).isInstanceOf(IllegalStateException.class);
        left.close();

        assertThat(offsets(owner, 4)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void shouldReadSingleRecordsAgain() {
        ends.put(0, 9L);
        BusinessPartition partition = logs.open(0);

        assertThat(partition.at(5).offset()).isEqualTo(5);
        assertThat(partition.at(2).offset()).isEqualTo(2);
        partition.continueAfter(6);

        assertThat(offsets(partition, 8)).containsExactly(7L, 8L);
    }

    @Test
    void shouldGiveUpWhenTheBrokersDeliverNothing() {
        ends.putAll(Map.of(0, 1L, 1, 1L));
        BusinessPartition partition = logs.open(0);
        offsets(partition, 0);

        assertThatThrownBy(() -> partition.next(1)).isInstanceOf(TimeoutException.class);
        assertThat(offsets(logs.open(1), 0)).as("others go on").containsExactly(0L);
    }

    @Test
    void shouldServeSeveralThreads() throws Exception {
        recordsPerPoll = 7;
        int partitions = 4;
        List<Future<List<Long>>> read = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(partitions)) {
            for (int partition = 0; partition < partitions; partition++) {
                ends.put(partition, 3_000L);
            }
            for (int partition = 0; partition < partitions; partition++) {
                BusinessPartition log = logs.open(partition);
                read.add(threads.submit(() -> offsets(log, 2_999)));
            }
            for (Future<List<Long>> one : read) {
                assertThat(one.get()).hasSize(3_000).isSorted();
            }
        }
    }

    private static List<Long> offsets(BusinessPartition partition, long through) {
        List<Long> offsets = new ArrayList<>();
        Optional<BusinessRecord> record = partition.next(through);
        while (record.isPresent()) {
            offsets.add(record.get().offset());
            record = partition.next(through);
        }
        return offsets;
    }

    /** A consumer of endless patience with partitions that have so many records; an empty poll takes 100 ms. */
    private final class Broker extends MockConsumer<byte[], byte[]> {
        private int polls;

        Broker() {
            super("earliest");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            polls++;
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
            for (TopicPartition partition : assignment()) {
                if (!paused().contains(partition)) {
                    List<ConsumerRecord<byte[], byte[]>> next = next(partition);
                    if (!next.isEmpty()) {
                        records.put(partition, next);
                    }
                }
            }
            if (records.isEmpty()) {
                nanos.addAndGet(timeout.toNanos());
            }
            return new ConsumerRecords<>(records, Map.of());
        }

        private List<ConsumerRecord<byte[], byte[]>> next(TopicPartition partition) {
            List<ConsumerRecord<byte[], byte[]>> next = new ArrayList<>();
            long end = ends.getOrDefault(partition.partition(), 0L);
            for (long offset = position(partition); offset < end && next.size() < recordsPerPoll; offset++) {
                next.add(new ConsumerRecord<>(
                        TOPIC,
                        partition.partition(),
                        offset,
                        0,
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        VALUE_BYTES,
                        new byte[0],
                        new byte[VALUE_BYTES],
                        new RecordHeaders(),
                        Optional.empty()));
            }
            if (!next.isEmpty()) {
                seek(partition, next.getLast().offset() + 1);
            }
            return next;
        }
    }
}
