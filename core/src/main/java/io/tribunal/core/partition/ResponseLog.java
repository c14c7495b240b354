package io.tribunal.core.partition;

import io.tribunal.core.log.ResponseRecord;
import java.util.Optional;

/** Port: the part of one partition's response log that was read before. */
@FunctionalInterface
public interface ResponseLog {
    /**
     * The first record at or after an offset.
     *
     * @param before only records before this offset, which the log is known to reach
     */
    Optional<ResponseRecord> first(long offset, long before);
}
