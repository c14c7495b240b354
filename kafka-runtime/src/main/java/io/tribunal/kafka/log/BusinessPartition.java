package io.tribunal.kafka.log;

import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.partition.BusinessLog;
import java.util.Optional;

/** Reads one partition of business-log in order, and single records at any offset. Made by {@link BusinessLogs#open}. */
public final class BusinessPartition implements BusinessLog, AutoCloseable {
    private final BusinessLogs logs;
    private final ReadAhead ahead;

    BusinessPartition(BusinessLogs logs, ReadAhead ahead) {
        this.logs = logs;
        this.ahead = ahead;
    }

    @Override
    public Optional<BusinessRecord> next(long through) {
        return logs.next(ahead, through).map(LogRecords::business);
    }

    /** Continues reading after that offset. */
    public void continueAfter(long offset) {
        logs.seek(ahead, offset + 1);
    }

    /**
     * The record at an offset that the log is known to reach.
     *
     * @throws IllegalStateException when the log no longer holds it
     */
    public BusinessRecord at(long offset) {
        logs.seek(ahead, offset);
        return logs.next(ahead, offset)
                .filter(record -> record.offset() == offset)
                .map(LogRecords::business)
                .orElseThrow(() -> new IllegalStateException("offset " + offset + " is not in the log any more"));
    }

    @Override
    public void close() {
        logs.close(ahead);
    }
}
