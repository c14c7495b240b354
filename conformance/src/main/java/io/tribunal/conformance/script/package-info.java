/** An executor as a process on a real log: a script of good and hostile entries, and every answer held against the reference. */
@NullMarked
package io.tribunal.conformance.script;

import org.jspecify.annotations.NullMarked;
