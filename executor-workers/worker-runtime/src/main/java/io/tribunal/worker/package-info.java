/**
 * The API for authors of services and bridges. A service implements {@link io.tribunal.worker.Executor} and {@link
 * io.tribunal.worker.ExecutorFactory}; a bridge to a program outside this process implements {@link
 * io.tribunal.worker.Service} and {@link io.tribunal.worker.BridgeFactory}.
 */
@NullMarked
package io.tribunal.worker;

import org.jspecify.annotations.NullMarked;
