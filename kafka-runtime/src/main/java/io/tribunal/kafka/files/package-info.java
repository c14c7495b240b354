/** Durable files on the local disk. */
@NullMarked
package io.tribunal.kafka.files;

import org.jspecify.annotations.NullMarked;
