/** The validator: a thin shell around core's {@code DetectionPipeline} and {@code DecisionLogMachine} (PROTOCOL 8). */
@NullMarked
package io.tribunal.isolation;

import org.jspecify.annotations.NullMarked;
