/** Injects faults into an executor, for demonstrations and tests only. */
@NullMarked
package io.tribunal.worker.fault;

import org.jspecify.annotations.NullMarked;
