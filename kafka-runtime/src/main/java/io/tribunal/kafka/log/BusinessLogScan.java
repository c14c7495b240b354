package io.tribunal.kafka.log;

import io.tribunal.core.log.BusinessRecord;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads one partition of business-log from its beginning to its current end. */
public final class BusinessLogScan {
    private BusinessLogScan() {}

    /** Passes each record to the reader, in offset order. */
    public static void scan(
            ClientSettings settings, String businessLog, int partition, Consumer<BusinessRecord> reader) {
        TopicScan.scan(
                settings,
                List.of(new TopicPartition(businessLog, partition)),
                record -> reader.accept(LogRecords.business(record)));
    }
}
