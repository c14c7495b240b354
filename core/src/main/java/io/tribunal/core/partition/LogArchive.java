package io.tribunal.core.partition;

import io.tribunal.core.log.BusinessRecord;

/** Port: single records of one partition's two logs, read again. */
public interface LogArchive extends ResponseLog {
    /** The business-log record at an offset that was read before; asked for in ascending order. */
    BusinessRecord business(long offset);
}
