package io.tribunal.core.log;

import io.tribunal.core.identity.LogPosition;
import java.util.Optional;

/**
 * One record of response-log as a reader found it; nothing in it is believed yet.
 *
 * @param appendTime epoch ms at which the broker appended it; 0 for a record without LogAppendTime
 * @param batch empty when it could not be read
 * @param detail for people: what was wrong with an unreadable one, else empty text
 */
public record ResponseRecord(LogPosition position, long appendTime, Optional<ResponseBatch> batch, String detail) {
    public static ResponseRecord readable(LogPosition position, long appendTime, ResponseBatch batch) {
        return new ResponseRecord(position, appendTime, Optional.of(batch), "");
    }

    public static ResponseRecord unreadable(LogPosition position, long appendTime, String detail) {
        return new ResponseRecord(position, appendTime, Optional.empty(), detail);
    }
}
