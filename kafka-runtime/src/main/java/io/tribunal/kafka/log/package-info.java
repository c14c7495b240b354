/** Readers of single log partitions, for roles that process every record. */
@NullMarked
package io.tribunal.kafka.log;

import org.jspecify.annotations.NullMarked;
