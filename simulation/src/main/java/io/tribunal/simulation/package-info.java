/** A seeded simulation of clients, executors, validators and brokers around core, with the expected outcome of each entry. */
@NullMarked
package io.tribunal.simulation;

import org.jspecify.annotations.NullMarked;
