package io.tribunal.conformance.fuzz;

import java.util.Optional;

/**
 * What a fuzz run came to.
 *
 * @param inputs how many were asked of everyone
 * @param finding the first difference, where the run ended
 */
public record FuzzReport(long inputs, Optional<Disagreement> finding) {}
