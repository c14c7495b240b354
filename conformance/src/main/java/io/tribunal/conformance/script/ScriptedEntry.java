package io.tribunal.conformance.script;

import io.tribunal.core.identity.Bytes;
import java.util.Optional;

/**
 * A record to be written to business-log.
 *
 * @param value absent for a record without one
 */
record ScriptedEntry(int partition, Optional<Bytes> value) {
    static ScriptedEntry of(int partition, byte[] value) {
        return new ScriptedEntry(partition, Optional.of(Bytes.wrap(value)));
    }

    static ScriptedEntry withoutValue(int partition) {
        return new ScriptedEntry(partition, Optional.empty());
    }
}
