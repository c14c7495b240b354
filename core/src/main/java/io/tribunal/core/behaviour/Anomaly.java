package io.tribunal.core.behaviour;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import java.util.List;
import java.util.Optional;

/**
 * Something that the behaviour model shows beside the vote (paper two; PROTOCOL 9). Evidence for people and detectors;
 * it decides nothing.
 *
 * @param position of the business entry
 * @param agreed the new state that enough executors share
 * @param tuples of all executors that answered validly, ascending by executor
 * @param observedAtResponseOffset the response-log record at which the round was learned
 */
public record Anomaly(
        Kind kind,
        LogPosition position,
        Hash requestHash,
        Optional<String> agreed,
        List<Tuple> tuples,
        long observedAtResponseOffset) {
    public Anomaly {
        tuples = List.copyOf(tuples);
    }

    /** What is unusual. */
    public enum Kind {
        /** Enough executors answered, and their new states have no majority. */
        NO_CONSENSUS,
        /** An executor left the agreed state: it was in it before, and is in another one now. */
        DISSENT,
        /** An alarm state was reached, by the agreed state or by an executor alone. */
        ALARM
    }
}
