/** The topic of snapshots, for those who write it and those who begin from it (PROTOCOL 7). */
@NullMarked
package io.tribunal.kafka.recovery;

import org.jspecify.annotations.NullMarked;
