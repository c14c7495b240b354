/** What commands print: {@code ...Text} is for people, {@code ...Json} for programs. */
@NullMarked
package io.tribunal.cli.output;

import org.jspecify.annotations.NullMarked;
