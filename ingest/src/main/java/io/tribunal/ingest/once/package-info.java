/** Requests that are executed once: their journals, and what is done with those that an earlier process left open. */
@NullMarked
package io.tribunal.ingest.once;

import org.jspecify.annotations.NullMarked;
