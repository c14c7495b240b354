package io.tribunal.kafka.log;

import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.partition.BusinessLog;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.schemas.topic.TopicNames;
import java.util.Optional;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Reads one partition of business-log in order, and single records at any offset. */
public final class BusinessPartition implements BusinessLog, AutoCloseable {
    private static final int FETCH_MAX_WAIT_MS = 500;

    private final PartitionLog log;

    public BusinessPartition(ClientSettings clients, TopicNames topics, int partition) {
        this.log = new PartitionLog(
                clients.reader(IsolationLevel.READ_COMMITTED, FETCH_MAX_WAIT_MS),
                new TopicPartition(topics.businessLog(), partition));
    }

    @Override
    public Optional<BusinessRecord> next(long through) {
        return log.next(through).map(LogRecords::business);
    }

    /** Continues reading after that offset. */
    public void continueAfter(long offset) {
        log.seek(offset + 1);
    }

    /**
     * The record at an offset that the log is known to reach.
     *
     * @throws IllegalStateException when the log no longer holds it
     */
    public BusinessRecord at(long offset) {
        log.seek(offset);
        return log.next(offset)
                .filter(record -> record.offset() == offset)
                .map(LogRecords::business)
                .orElseThrow(() -> new IllegalStateException("offset " + offset + " is not in the log any more"));
    }

    @Override
    public void close() {
        log.close();
    }
}
