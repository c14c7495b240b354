/** Creates the roles from their settings. */
@NullMarked
package io.tribunal.deployment.role;

import org.jspecify.annotations.NullMarked;
