/** Measures the throughput of single executors: one after the other processes the same business log. */
@NullMarked
package io.tribunal.lab.throughput;

import org.jspecify.annotations.NullMarked;
