package io.tribunal.worker.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.worker.TestLog;
import io.tribunal.worker.metrics.ExecutorMetrics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ResponseWriterTest {
    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final ResponseWriter writer = new ResponseWriter(
            "responses", new byte[] {'e'}, this::producer, new ExecutorMetrics(TestLog.EXECUTOR, () -> 0));

    private MockProducer<byte[], byte[]> producer() {
        producers.add(new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()));
        return producers.getLast();
    }

    private static List<String> sent(MockProducer<byte[], byte[]> producer) {
        return producer.history().stream()
                .map(record -> record.partition() + ":" + record.value()[0])
                .toList();
    }

    private void write(int partition, int value) {
        writer.write(partition, new byte[] {(byte) value}, value + 1);
    }

    @Test
    void shouldAcknowledgeInTheOrderOfEachPartition() {
        writer.tend(0);
        write(0, 1);
        write(1, 2);
        write(0, 3);
        producers.getFirst().completeNext();
        producers.getFirst().completeNext();
        writer.tend(1);

        assertThat(sent(producers.getFirst())).containsExactly("0:1", "1:2", "0:3");
        assertThat(writer.acknowledged()).containsEntry(0, 2L).containsEntry(1, 3L);
        assertThat(writer.inFlight(0)).isEqualTo(1);
        assertThat(writer.inFlight(1)).isZero();
        assertThat(producers.getFirst().history().getFirst())
                .extracting(ProducerRecord::topic, record -> record.key()[0])
                .containsExactly("responses", (byte) 'e');
    }

    @Test
    void shouldWriteUnacknowledgedBatchesAgainAfterAFailure() {
        writer.tend(0);
        write(0, 1);
        write(0, 2);
        write(0, 3);
        producers.getFirst().completeNext();
        producers.getFirst().errorNext(new OutOfOrderSequenceException("lost"));
        writer.tend(1);
        write(0, 4);
        assertThat(producers).as("no new producer before the backoff").hasSize(1);
        assertThat(producers.getFirst().closed()).isTrue();

        writer.tend(1000);
        while (producers.getLast().completeNext()) {}
        writer.tend(1001);

        assertThat(sent(producers.getLast())).containsExactly("0:2", "0:3", "0:4");
        assertThat(writer.acknowledged()).containsEntry(0, 5L);
        assertThat(writer.inFlight(0)).isZero();
    }

    @Test
    void shouldRetryWhileTheProducerRejectsTheRecord() {
        writer.tend(0);
        producers.getFirst().sendException = new TimeoutException("no metadata");
        write(0, 1);
        writer.tend(1);
        writer.tend(1000);

        producers.getLast().completeNext();
        writer.tend(1001);

        assertThat(producers).hasSize(2);
        assertThat(writer.acknowledged()).containsEntry(0, 2L);
    }

    @Test
    void shouldWaitLongerAfterEachFailure() {
        writer.tend(0);
        long now = 0;
        List<Long> renewed = new ArrayList<>();
        for (int time = 1; time <= 4; time++) {
            write(0, time);
            producers.getLast().errorNext(new OutOfOrderSequenceException("lost"));
            long failedAt = now;
            int before = producers.size();
            while (producers.size() == before) {
                now += 100;
                writer.tend(now);
            }
            renewed.add(now - failedAt);
        }

        assertThat(renewed).isSorted().first().isEqualTo(600L);
        assertThat(renewed.getLast()).isGreaterThan(4_000);
        assertThat(writer.isFailing()).isTrue();
        producers.getLast().completeNext();
        writer.tend(now + 1);
        assertThat(writer.isFailing()).isFalse();
    }

    @Test
    void shouldFailWhenNothingIsAcknowledgedForLong() {
        writer.tend(0);
        write(0, 1);
        writer.tend(30_000);
        assertThat(writer.isFailing()).isFalse();

        writer.tend(30_001);

        assertThat(writer.isFailing()).isTrue();
        producers.getFirst().completeNext();
        writer.tend(30_002);
        assertThat(writer.isFailing()).isFalse();
    }

    @Test
    void shouldNeverLowerTheResumeOffset() {
        writer.tend(0);
        writer.write(0, new byte[] {1}, 50);
        writer.write(0, new byte[] {2}, 20);
        while (producers.getFirst().completeNext()) {}
        writer.tend(1);

        assertThat(writer.acknowledged()).containsEntry(0, 50L);
    }
}
