package io.tribunal.core.detection;

/** The strength of the evidence against an executor in one class (the first paper's two stages). */
public enum Level {
    ACTIVE,
    SUSPECTED,
    MALICIOUS
}
