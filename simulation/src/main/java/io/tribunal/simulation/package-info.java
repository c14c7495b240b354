/** A seeded simulation of clients, executors and brokers around core: two logs as bytes, and what must become of them. */
@NullMarked
package io.tribunal.simulation;

import org.jspecify.annotations.NullMarked;
