/** Conversations with executors over standard input (docs/conformance.md), and the commands that start them. */
@NullMarked
package io.tribunal.conformance.probe;

import org.jspecify.annotations.NullMarked;
