/** Kafka serializers of the plain topics, with Confluent's wire format and setting names. */
@NullMarked
package io.tribunal.schemas.serde;

import org.jspecify.annotations.NullMarked;
