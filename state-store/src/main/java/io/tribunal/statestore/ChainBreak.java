package io.tribunal.statestore;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.kafka.process.LogText;

/**
 * Why a partition's verdicts cannot be believed from one record on. What was folded before stays right; nothing after it is.
 *
 * @param at position of the verdict record
 * @param detail for people
 */
public record ChainBreak(Kind kind, LogPosition at, String detail) {
    /** What does not fit. */
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
