/** The {@code tribunal} command: the command tree, its exit codes and error messages. */
@NullMarked
package io.tribunal.cli;

import org.jspecify.annotations.NullMarked;
