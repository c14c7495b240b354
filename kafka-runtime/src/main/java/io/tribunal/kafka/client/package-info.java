/** Settings of Kafka clients and complete scans of partitions. */
@NullMarked
package io.tribunal.kafka.client;

import org.jspecify.annotations.NullMarked;
