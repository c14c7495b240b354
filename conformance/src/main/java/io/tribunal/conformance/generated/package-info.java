/** Checks beyond the golden files, on seeded questions that the Java reference answers. */
@NullMarked
package io.tribunal.conformance.generated;

import org.jspecify.annotations.NullMarked;
