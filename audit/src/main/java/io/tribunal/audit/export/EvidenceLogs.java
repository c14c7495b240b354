package io.tribunal.audit.export;

import io.tribunal.core.identity.Bytes;
import java.util.Optional;
import java.util.function.Consumer;

/** Port: the two logs of a deployment, read from their beginning to where they end now. */
public interface EvidenceLogs {
    /** Records of one partition of business-log in offset order. */
    void business(int partition, Consumer<LogRecord> reader);

    /** Records of one partition of response-log in offset order. */
    void responses(int partition, Consumer<LogRecord> reader);

    /**
     * A record as it stands there.
     *
     * @param appendTime epoch ms
     * @param brokerStamped whether the broker set it
     * @param value empty for a record without one
     */
    record LogRecord(long offset, long appendTime, boolean brokerStamped, Optional<Bytes> value) {}
}
