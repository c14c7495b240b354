package io.tribunal.core.partition;

import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;

/** Port: single records of one partition's two logs, read again. Asked for in ascending order of offsets. */
public interface LogArchive {
    /** The business-log record at an offset that was read before. */
    BusinessRecord business(long offset);

    /** The response-log record at an offset that was read before. */
    ResponseRecord response(long offset);
}
