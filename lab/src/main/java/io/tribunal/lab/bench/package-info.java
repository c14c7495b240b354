/** Closed-loop and open-loop load on a whole deployment, and what it shows. */
@NullMarked
package io.tribunal.lab.bench;

import org.jspecify.annotations.NullMarked;
