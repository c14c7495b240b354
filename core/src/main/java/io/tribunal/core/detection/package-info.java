/** Detects executors that deviate too often: integer statistics over closed ballots, and proofs (PROTOCOL 8). */
@NullMarked
package io.tribunal.core.detection;

import org.jspecify.annotations.NullMarked;
