/** Creates topics and compares them with the catalogue. */
@NullMarked
package io.tribunal.kafka.topic;

import org.jspecify.annotations.NullMarked;
