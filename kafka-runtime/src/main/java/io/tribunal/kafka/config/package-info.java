/** The configuration that all roles share: Kafka ConfigDef definitions, sources and precedence. */
@NullMarked
package io.tribunal.kafka.config;

import org.jspecify.annotations.NullMarked;
