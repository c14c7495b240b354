package io.tribunal.worker.state;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.BusinessRecord;

/**
 * A decoded record of business-log and its value as it is in the log.
 *
 * @param value empty for a record without one
 */
public record LoggedRecord(BusinessRecord record, Bytes value) {
    public long offset() {
        return record.offset();
    }
}
