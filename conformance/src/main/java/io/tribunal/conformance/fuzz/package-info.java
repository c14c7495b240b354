/** The same random inputs through several implementations; the first difference, made small. */
@NullMarked
package io.tribunal.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
