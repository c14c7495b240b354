package io.tribunal.audit.export;

import io.tribunal.core.identity.Bytes;
import java.util.Optional;
import java.util.function.Consumer;

/** Port: the two logs of a deployment, each read from its beginning to its current end. */
public interface EvidenceLogs {
    /** Records of one partition of business-log in offset order. */
    void business(int partition, Consumer<LogRecord> reader);

    /** Records of one partition of response-log in offset order. */
    void responses(int partition, Consumer<LogRecord> reader);

    /**
     * A record of a log.
     *
     * @param appendTime epoch ms
     * @param brokerStamped whether the broker set the append time
     * @param value empty for a record without one
     */
    record LogRecord(long offset, long appendTime, boolean brokerStamped, Optional<Bytes> value) {}
}
