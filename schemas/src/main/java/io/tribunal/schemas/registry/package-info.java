/** A client for schema registries with Confluent's REST API. */
@NullMarked
package io.tribunal.schemas.registry;

import org.jspecify.annotations.NullMarked;
