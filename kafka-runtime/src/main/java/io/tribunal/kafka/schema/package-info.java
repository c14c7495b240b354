/** The schema ids of records that roles and clients write. */
@NullMarked
package io.tribunal.kafka.schema;

import org.jspecify.annotations.NullMarked;
