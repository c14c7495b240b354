/** Partitions of the logs as those read them who follow every record. */
@NullMarked
package io.tribunal.kafka.log;

import org.jspecify.annotations.NullMarked;
