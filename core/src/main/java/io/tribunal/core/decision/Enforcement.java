package io.tribunal.core.decision;

/** What a decision does. */
public enum Enforcement {
    /** It takes effect. */
    ENFORCED,
    /** Under {@code monitor}: it says what would have been done, and changes nothing. */
    MONITORED
}
