package io.tribunal.simulation;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.Bytes;
import java.util.Optional;

/**
 * A business-log value with its expected outcome, known from how it was made.
 *
 * @param operation present when the entry must be admitted
 * @param rejection present when the entry must be rejected; both are empty for genesis and control entries
 */
public record PlannedEntry(Bytes value, Optional<SimulatedOperation> operation, Optional<Rejection> rejection) {
    static PlannedEntry admitted(byte[] value, SimulatedOperation operation) {
        return new PlannedEntry(Bytes.wrap(value), Optional.of(operation), Optional.empty());
    }

    static PlannedEntry rejected(byte[] value, Rejection reason) {
        return new PlannedEntry(Bytes.wrap(value), Optional.empty(), Optional.of(reason));
    }

    static PlannedEntry control(byte[] value) {
        return new PlannedEntry(Bytes.wrap(value), Optional.empty(), Optional.empty());
    }
}
