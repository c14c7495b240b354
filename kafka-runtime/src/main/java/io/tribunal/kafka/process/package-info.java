/** The lifecycle of a role: shutdown hook, health and metrics. */
@NullMarked
package io.tribunal.kafka.process;

import org.jspecify.annotations.NullMarked;
