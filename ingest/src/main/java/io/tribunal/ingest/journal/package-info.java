/** Durable sequence numbers of a client key, and the identities of a request file's lines. */
@NullMarked
package io.tribunal.ingest.journal;

import org.jspecify.annotations.NullMarked;
