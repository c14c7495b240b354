/** A small HTTP server that no client can stop or fill: it is bounded in time, connections, threads and bytes. */
@NullMarked
package io.tribunal.kafka.http;

import org.jspecify.annotations.NullMarked;
