package io.tribunal.cli.conformance.live;

import io.tribunal.core.identity.Bytes;
import java.util.Optional;

/**
 * A record to be written to business-log.
 *
 * @param value absent for a record without one
 */
record Entry(int partition, Optional<Bytes> value) {
    static Entry of(int partition, byte[] value) {
        return new Entry(partition, Optional.of(Bytes.wrap(value)));
    }

    static Entry withoutValue(int partition) {
        return new Entry(partition, Optional.empty());
    }
}
