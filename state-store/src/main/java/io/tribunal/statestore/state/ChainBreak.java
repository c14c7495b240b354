package io.tribunal.statestore.state;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.kafka.process.LogText;

/**
 * Why the state store stops folding a partition's verdicts at one record. Verdicts before that record are not affected.
 *
 * @param at position of the verdict record
 * @param detail for people
 */
public record ChainBreak(Kind kind, LogPosition at, String detail) {
    /** The check that failed. */
    public enum Kind {
        UNREADABLE,
        OTHER_PARTITION,
        SEQUENCE_GAP,
        PREVIOUS_HASH,
        CONFLICTING_REPEAT,
        STATE_DIGEST,
        STATE_ROOT
    }

    @Override
    public String toString() {
        return kind + " at verdicts " + at + ": " + LogText.escaped(detail);
    }
}
