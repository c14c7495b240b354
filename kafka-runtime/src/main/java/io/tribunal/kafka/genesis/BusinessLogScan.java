package io.tribunal.kafka.genesis;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.schemas.codec.BusinessCodec;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** Reads one partition of business-log from its beginning to where it ends now. */
public final class BusinessLogScan {
    private static final int FETCH_WAIT_MS = 50;
    private static final Duration POLL = Duration.ofMillis(200);

    private BusinessLogScan() {}

    /** Hands over each record in offset order. */
    public static void scan(
            ClientSettings settings, String businessLog, int partition, Consumer<BusinessRecord> reader) {
        TopicPartition source = new TopicPartition(businessLog, partition);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings.reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS))) {
            consumer.assign(List.of(source));
            consumer.seek(source, 0);
            long end = consumer.endOffsets(List.of(source)).getOrDefault(source, 0L);
            while (consumer.position(source) < end) {
                consumer.poll(POLL).forEach(record -> reader.accept(decoded(record)));
            }
        }
    }

    static BusinessRecord decoded(ConsumerRecord<byte[], byte[]> record) {
        return BusinessCodec.decode(
                new LogPosition(record.partition(), record.offset()),
                record.timestamp(),
                record.timestampType() == TimestampType.LOG_APPEND_TIME,
                record.value());
    }
}
