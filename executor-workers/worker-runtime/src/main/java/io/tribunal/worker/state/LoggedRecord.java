package io.tribunal.worker.state;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.BusinessRecord;

/**
 * A record of business-log and its value as it stands there.
 *
 * @param value empty for a record without one
 */
public record LoggedRecord(BusinessRecord record, Bytes value) {
    public long offset() {
        return record.offset();
    }
}
