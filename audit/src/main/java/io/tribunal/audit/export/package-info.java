/** Exports the evidence bundle of a decision from the logs of a running deployment. */
@NullMarked
package io.tribunal.audit.export;

import org.jspecify.annotations.NullMarked;
