/** Runs any program that reads and writes frames as an executor with its own key; see docs/stdio-bridge.md. */
@NullMarked
package io.tribunal.bridge.stdio;

import org.jspecify.annotations.NullMarked;
