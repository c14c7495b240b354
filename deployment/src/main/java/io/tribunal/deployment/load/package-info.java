/** Seeded requests for the account service, and a model of the right answers. */
@NullMarked
package io.tribunal.deployment.load;

import org.jspecify.annotations.NullMarked;
