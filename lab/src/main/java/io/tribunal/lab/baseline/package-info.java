/** Moves as many bytes through as many hops as the voting does, and nothing else: what a benchmark's figures are set against. */
@NullMarked
package io.tribunal.lab.baseline;

import org.jspecify.annotations.NullMarked;
