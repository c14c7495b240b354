/** Checks, their results and the table that shows them. */
@NullMarked
package io.tribunal.conformance.report;

import org.jspecify.annotations.NullMarked;
