/** The logs of a real deployment, read again and decided once more without its voter. */
@NullMarked
package io.tribunal.lab.replay;

import org.jspecify.annotations.NullMarked;
