package io.tribunal.kafka.genesis;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.schemas.codec.BusinessCodec;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** Reads one partition of business-log from its beginning to where it ends now. */
public final class BusinessLogScan {
    private BusinessLogScan() {}

    /** Hands over each record in offset order. */
    public static void scan(
            ClientSettings settings, String businessLog, int partition, Consumer<BusinessRecord> reader) {
        TopicScan.scan(
                settings,
                List.of(new TopicPartition(businessLog, partition)),
                record -> reader.accept(decoded(record)));
    }

    static BusinessRecord decoded(ConsumerRecord<byte[], byte[]> record) {
        return BusinessCodec.decode(
                new LogPosition(record.partition(), record.offset()),
                record.timestamp(),
                record.timestampType() == TimestampType.LOG_APPEND_TIME,
                record.value());
    }
}
