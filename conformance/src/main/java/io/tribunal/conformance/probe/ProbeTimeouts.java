package io.tribunal.conformance.probe;

import java.time.Duration;

/**
 * The longest time that an answer may take.
 *
 * @param first of a process that has just started
 * @param next of a process that has answered before
 */
public record ProbeTimeouts(Duration first, Duration next) {
    public static final ProbeTimeouts USUAL = new ProbeTimeouts(Duration.ofSeconds(60), Duration.ofSeconds(45));
}
