/** Faults that an executor commits on purpose, for demonstrations and tests only. */
@NullMarked
package io.tribunal.worker.fault;

import org.jspecify.annotations.NullMarked;
