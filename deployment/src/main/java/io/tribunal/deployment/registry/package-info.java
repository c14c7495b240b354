/** A schema registry for development (docs/adr/0021). */
@NullMarked
package io.tribunal.deployment.registry;

import org.jspecify.annotations.NullMarked;
