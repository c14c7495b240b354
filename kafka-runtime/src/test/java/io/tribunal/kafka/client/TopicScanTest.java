package io.tribunal.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TopicScanTest {
    private static final TopicPartition RULES = new TopicPartition("bank.rules", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final AtomicLong seconds = new AtomicLong();
    private final List<Long> read = new ArrayList<>();

    private void scan() {
        consumer.updateBeginningOffsets(Map.of(RULES, 0L));
        consumer.updateEndOffsets(Map.of(RULES, 3L));
        TopicScan.scanLast(
                consumer,
                List.of(RULES),
                Long.MAX_VALUE,
                record -> read.add(record.offset()),
                () -> TimeUnit.SECONDS.toNanos(seconds.getAndAdd(20)));
    }

    private void deliver(long offset) {
        consumer.schedulePollTask(
                () -> consumer.addRecord(new ConsumerRecord<>(RULES.topic(), 0, offset, null, new byte[0])));
    }

    @Test
    void shouldReadSlowBrokersToTheEnd() {
        deliver(0);
        consumer.schedulePollTask(() -> {});
        deliver(1);
        consumer.schedulePollTask(() -> {});
        deliver(2);

        scan();

        assertThat(read).containsExactly(0L, 1L, 2L);
    }

    @Test
    void shouldGiveUpWhenNothingComesAndSayWhere() {
        deliver(0);

        assertThatThrownBy(this::scan)
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("bank.rules-0@1 is not delivered");
    }
}
