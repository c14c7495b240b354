package io.tribunal.vote;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The broker's append time in epoch ms, or {@link #NONE} for a record that the broker did not stamp (see {@link
 * AppendTimeInterceptor}): such a record is void.
 */
public final class AppendTimeExtractor implements TimestampExtractor {
    static final long NONE = 0;

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(NONE, record.timestamp());
    }
}
