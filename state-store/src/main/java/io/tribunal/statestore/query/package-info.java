/** The HTTP query API over the committed state. */
@NullMarked
package io.tribunal.statestore.query;

import org.jspecify.annotations.NullMarked;
