/** The baseline of the benchmark: moves as many bytes through as many hops as the voting does, and does nothing else. */
@NullMarked
package io.tribunal.lab.baseline;

import org.jspecify.annotations.NullMarked;
