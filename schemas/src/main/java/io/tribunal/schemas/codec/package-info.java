/** Converts between bytes and core's types: strict and canonical; a log record never causes an exception. */
@NullMarked
package io.tribunal.schemas.codec;

import org.jspecify.annotations.NullMarked;
