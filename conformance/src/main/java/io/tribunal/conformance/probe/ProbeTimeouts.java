package io.tribunal.conformance.probe;

import java.time.Duration;

/**
 * How long an answer may take.
 *
 * @param first of a process that was just started
 * @param next of one that has answered before
 */
public record ProbeTimeouts(Duration first, Duration next) {
    public static final ProbeTimeouts USUAL = new ProbeTimeouts(Duration.ofSeconds(60), Duration.ofSeconds(45));
}
