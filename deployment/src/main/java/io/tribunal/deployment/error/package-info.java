/** Errors for people, and exit codes. */
@NullMarked
package io.tribunal.deployment.error;

import org.jspecify.annotations.NullMarked;
