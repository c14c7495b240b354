/** The same random inputs through several implementations; the first difference, made small. */
@NullMarked
package io.tribunal.cli.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
