/**
 * The client library: signs requests, produces them in order, and gives outcomes that it has checked itself (PROTOCOL
 * 5).
 */
@NullMarked
package io.tribunal.ingest;

import org.jspecify.annotations.NullMarked;
