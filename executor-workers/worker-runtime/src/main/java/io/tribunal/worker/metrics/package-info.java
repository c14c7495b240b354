/** The numbers that an executor publishes. */
@NullMarked
package io.tribunal.worker.metrics;

import org.jspecify.annotations.NullMarked;
