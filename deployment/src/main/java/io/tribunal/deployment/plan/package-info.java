/** What a new deployment consists of. */
@NullMarked
package io.tribunal.deployment.plan;

import org.jspecify.annotations.NullMarked;
