/** The Kafka Streams topology that votes: a thin shell around core's {@code PartitionMachine}. */
@NullMarked
package io.tribunal.vote;

import org.jspecify.annotations.NullMarked;
