/** The validator: a thin shell around core's {@code Investigation} and {@code OrderMachine} (PROTOCOL 8). */
@NullMarked
package io.tribunal.isolation;

import org.jspecify.annotations.NullMarked;
