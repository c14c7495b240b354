/** Runs a service as one executor among several; {@link io.tribunal.worker.Executor} is what a service implements. */
@NullMarked
package io.tribunal.worker;

import org.jspecify.annotations.NullMarked;
