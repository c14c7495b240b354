/** The evidence bundle: what one file holds about one decision, and the only bytes that spell it (docs/evidence.md). */
@NullMarked
package io.tribunal.audit.bundle;

import org.jspecify.annotations.NullMarked;
