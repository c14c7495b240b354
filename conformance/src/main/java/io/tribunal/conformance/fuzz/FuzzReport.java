package io.tribunal.conformance.fuzz;

import java.util.Optional;

/**
 * The result of a fuzz run.
 *
 * @param inputs how many inputs each implementation got
 * @param finding the first difference, where the run ended
 */
public record FuzzReport(long inputs, Optional<Disagreement> finding) {}
