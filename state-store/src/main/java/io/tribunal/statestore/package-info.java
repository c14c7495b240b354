/** The state-store role and a reader of the committed state for callers without the role. */
@NullMarked
package io.tribunal.statestore;

import org.jspecify.annotations.NullMarked;
