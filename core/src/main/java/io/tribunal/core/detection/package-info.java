/** Who deviates too often to be healthy: integer statistics over closed ballots, and proof (PROTOCOL 8). */
@NullMarked
package io.tribunal.core.detection;

import org.jspecify.annotations.NullMarked;
