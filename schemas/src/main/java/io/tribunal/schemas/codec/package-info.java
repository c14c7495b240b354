/** Between bytes and core's types: strict, canonical, never an exception for what came from a log. */
@NullMarked
package io.tribunal.schemas.codec;

import org.jspecify.annotations.NullMarked;
