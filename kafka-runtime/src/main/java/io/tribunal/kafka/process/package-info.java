/** The lifecycle of a role as one process: shutdown hook, health and metrics. */
@NullMarked
package io.tribunal.kafka.process;

import org.jspecify.annotations.NullMarked;
