package io.tribunal.core.log;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import java.util.Optional;

/**
 * One record of response-log as it was read; nothing in it is checked yet.
 *
 * @param appendTime epoch ms at which the broker appended it; 0 for a record without LogAppendTime
 * @param valueHash SHA-256 of the record's value
 * @param batch empty when it could not be read
 * @param detail description of the problem with an unreadable one, else empty text
 */
public record ResponseRecord(
        LogPosition position, long appendTime, Hash valueHash, Optional<ResponseBatch> batch, String detail) {
    public static ResponseRecord readable(LogPosition position, long appendTime, Hash valueHash, ResponseBatch batch) {
        return new ResponseRecord(position, appendTime, valueHash, Optional.of(batch), "");
    }

    public static ResponseRecord unreadable(LogPosition position, long appendTime, Hash valueHash, String detail) {
        return new ResponseRecord(position, appendTime, valueHash, Optional.empty(), detail);
    }
}
