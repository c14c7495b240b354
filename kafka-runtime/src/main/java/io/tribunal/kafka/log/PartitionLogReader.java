package io.tribunal.kafka.log;

import io.tribunal.core.partition.BusinessLog;
import io.tribunal.core.partition.LogArchive;

/** Port: both logs of one partition, the business log in order and single records of either log again. */
public interface PartitionLogReader extends BusinessLog, LogArchive, AutoCloseable {
    /** The next business record is the first one behind that offset; -1 for the beginning. */
    void continueBusinessAfter(long offset);

    @Override
    void close();
}
