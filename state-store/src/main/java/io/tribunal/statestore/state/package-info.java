/** The committed state: verdicts folded per partition and checked against the verdict chain and the state chain. */
@NullMarked
package io.tribunal.statestore.state;

import org.jspecify.annotations.NullMarked;
