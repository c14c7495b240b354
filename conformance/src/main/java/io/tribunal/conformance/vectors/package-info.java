/** The golden vectors as checks of probes. */
@NullMarked
package io.tribunal.conformance.vectors;

import org.jspecify.annotations.NullMarked;
