package io.tribunal.vote;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** The broker's append time in epoch ms, or {@link #NONE} for a record that the broker did not stamp: such a one is void. */
public final class AppendTimeExtractor implements TimestampExtractor {
    static final long NONE = 0;

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestampType() == TimestampType.LOG_APPEND_TIME ? Math.max(NONE, record.timestamp()) : NONE;
    }
}
