package io.tribunal.audit.export;

import io.tribunal.audit.export.EvidenceLogs.LogRecord;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.ResponseCodec;

/** Decodes the records of one partition. */
record LogDecoding(int partition) {
    BusinessRecord business(LogRecord record) {
        return BusinessCodec.decode(
                new LogPosition(partition, record.offset()),
                record.appendTime(),
                record.brokerStamped(),
                record.value().map(Bytes::array).orElse(null));
    }

    ResponseRecord response(LogRecord record) {
        return ResponseCodec.decode(
                new LogPosition(partition, record.offset()),
                record.appendTime(),
                record.brokerStamped(),
                record.value().map(Bytes::array).orElse(null));
    }
}
