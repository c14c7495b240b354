package io.tribunal.core.detection;

/** How far the evidence against an executor has come in one class (the first paper's two stages). */
public enum Level {
    ACTIVE,
    SUSPECTED,
    MALICIOUS
}
