/** A client of schema registries that speak Confluent's REST API. */
@NullMarked
package io.tribunal.schemas.registry;

import org.jspecify.annotations.NullMarked;
