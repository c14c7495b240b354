package io.tribunal.conformance;

import java.time.Duration;

/**
 * How long an answer may take.
 *
 * @param first of a process that was just started
 * @param next of one that has answered before
 */
public record Patience(Duration first, Duration next) {
    public static final Patience USUAL = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(45));
}
