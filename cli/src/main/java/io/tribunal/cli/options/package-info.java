/** Groups of command-line options that several commands share, as picocli mixins. */
@NullMarked
package io.tribunal.cli.options;

import org.jspecify.annotations.NullMarked;
