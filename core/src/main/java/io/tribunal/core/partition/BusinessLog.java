package io.tribunal.core.partition;

import io.tribunal.core.log.BusinessRecord;
import java.util.Optional;

/** Port: one partition of business-log, read once from offset 0 on, never beyond the entries that are proved to exist. */
public interface BusinessLog {
    /**
     * The next unread record at or before the offset; waits for it where reading lags behind.
     *
     * @param through an offset that f + 1 executors have handled, so the log reaches it
     * @return empty when all records up to there have been read
     */
    Optional<BusinessRecord> next(long through);
}
