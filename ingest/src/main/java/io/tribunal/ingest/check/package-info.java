/** Checks verdicts on the client's own entries against the executors' signed responses. */
@NullMarked
package io.tribunal.ingest.check;

import org.jspecify.annotations.NullMarked;
