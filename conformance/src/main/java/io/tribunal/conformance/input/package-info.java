/** Seeded inputs for executors: requests and business-log values, from plain to hostile. Same seed, same inputs. */
@NullMarked
package io.tribunal.conformance.input;

import org.jspecify.annotations.NullMarked;
