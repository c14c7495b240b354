/** The benchmark: closed-loop and open-loop load on a whole deployment and on the baseline. */
@NullMarked
package io.tribunal.lab.bench;

import org.jspecify.annotations.NullMarked;
