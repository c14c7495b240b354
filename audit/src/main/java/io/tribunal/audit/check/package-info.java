/** Checks an evidence bundle by its bytes alone: no cluster, no clock (docs/evidence.md). */
@NullMarked
package io.tribunal.audit.check;

import org.jspecify.annotations.NullMarked;
