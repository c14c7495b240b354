/** Measures what executor implementations share, and how often they give the same wrong answer to injected faults (docs/diversity.md). */
@NullMarked
package io.tribunal.conformance.diversity;

import org.jspecify.annotations.NullMarked;
