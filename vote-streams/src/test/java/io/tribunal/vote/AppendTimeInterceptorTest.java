package io.tribunal.vote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class AppendTimeInterceptorTest {
    private static final TopicPartition PARTITION = new TopicPartition("response-log", 3);
    private static final long TIME = 1_800_000_000_000L;
    private static final AppendTimeExtractor EXTRACTOR = new AppendTimeExtractor();

    @Test
    void shouldKeepTheTimestampThatTheBrokerSet() {
        assertThat(timeOf(record(TimestampType.LOG_APPEND_TIME, TIME))).isEqualTo(TIME);
    }

    @Test
    void shouldRemoveTheTimestampThatAProducerSet() {
        assertThat(timeOf(record(TimestampType.CREATE_TIME, TIME))).isEqualTo(AppendTimeExtractor.NONE);
        assertThat(timeOf(record(TimestampType.CREATE_TIME, -1))).isEqualTo(AppendTimeExtractor.NONE);
        assertThat(timeOf(record(TimestampType.NO_TIMESTAMP_TYPE, -1))).isEqualTo(AppendTimeExtractor.NONE);
    }

    @Test
    void shouldLeaveTheRestOfARecordAndTheNextOffsetsAsTheyAre() {
        ConsumerRecord<byte[], byte[]> before = record(TimestampType.CREATE_TIME, TIME);
        ConsumerRecords<byte[], byte[]> after = intercepted(before);

        assertThat(after.nextOffsets()).containsEntry(PARTITION, new OffsetAndMetadata(42));
        assertThat(after.records(PARTITION)).singleElement().satisfies(record -> {
            assertThat(record.offset()).isEqualTo(41);
            assertThat(record.key()).isSameAs(before.key());
            assertThat(record.value()).isSameAs(before.value());
            assertThat(record.headers()).isEqualTo(before.headers());
            assertThat(record.leaderEpoch()).isEqualTo(before.leaderEpoch());
        });
    }

    private static long timeOf(ConsumerRecord<byte[], byte[]> record) {
        ConsumerRecord<byte[], byte[]> after = intercepted(record).iterator().next();
        return EXTRACTOR.extract(
                new ConsumerRecord<>(
                        after.topic(),
                        after.partition(),
                        after.offset(),
                        after.timestamp(),
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        after.key(),
                        after.value(),
                        after.headers(),
                        after.leaderEpoch()),
                7);
    }

    private static ConsumerRecords<byte[], byte[]> intercepted(ConsumerRecord<byte[], byte[]> record) {
        return new AppendTimeInterceptor()
                .onConsume(new ConsumerRecords<>(
                        Map.of(PARTITION, List.of(record)), Map.of(PARTITION, new OffsetAndMetadata(42))));
    }

    private static ConsumerRecord<byte[], byte[]> record(TimestampType type, long time) {
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                41,
                time,
                type,
                2,
                1,
                new byte[] {1, 2},
                new byte[] {3},
                new RecordHeaders().add("name", new byte[] {4}),
                Optional.of(5));
    }
}
