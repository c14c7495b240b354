/** Runs an executor as a process on a real log: a script of valid and hostile entries, and every answer compared with the reference. */
@NullMarked
package io.tribunal.conformance.script;

import org.jspecify.annotations.NullMarked;
