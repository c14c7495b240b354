/** What executor implementations have in common, and whether they give the same wrong answer to injected faults (docs/diversity.md). */
@NullMarked
package io.tribunal.conformance.diversity;

import org.jspecify.annotations.NullMarked;
