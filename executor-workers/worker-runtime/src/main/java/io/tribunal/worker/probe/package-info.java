/** The Java side of the conformance probes: one question and one answer as JSON a line, no Kafka (docs/conformance.md). */
@NullMarked
package io.tribunal.worker.probe;

import org.jspecify.annotations.NullMarked;
