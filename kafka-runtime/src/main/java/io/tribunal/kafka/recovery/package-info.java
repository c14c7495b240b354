/** The content of the snapshots topic (PROTOCOL 7). */
@NullMarked
package io.tribunal.kafka.recovery;

import org.jspecify.annotations.NullMarked;
