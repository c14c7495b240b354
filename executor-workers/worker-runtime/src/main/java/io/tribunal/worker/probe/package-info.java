/** The Java side of the conformance probes: one JSON question and one JSON answer for each line, without Kafka (docs/conformance.md). */
@NullMarked
package io.tribunal.worker.probe;

import org.jspecify.annotations.NullMarked;
