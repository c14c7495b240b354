/** Publishes committed states with an agreed root as snapshots. */
@NullMarked
package io.tribunal.statestore.snapshot;

import org.jspecify.annotations.NullMarked;
