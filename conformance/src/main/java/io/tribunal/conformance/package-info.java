/** Holds executors of any language against the golden vectors, the Java reference and each other (docs/conformance.md). */
@NullMarked
package io.tribunal.conformance;

import org.jspecify.annotations.NullMarked;
