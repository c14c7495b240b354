/** Responses on their way to response-log: cut into batches, signed, and written until they are acknowledged. */
@NullMarked
package io.tribunal.worker.response;

import org.jspecify.annotations.NullMarked;
