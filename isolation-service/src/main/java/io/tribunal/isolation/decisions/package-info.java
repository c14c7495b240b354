/**
 * The order of decisions as a validator reads it from isolation-endorsements, and the endorsements of others that it
 * cannot confirm.
 */
@NullMarked
package io.tribunal.isolation.decisions;

import org.jspecify.annotations.NullMarked;
