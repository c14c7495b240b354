/** The topics of a deployment and the settings that the protocol requires (PROTOCOL 1). */
@NullMarked
package io.tribunal.schemas.topic;

import org.jspecify.annotations.NullMarked;
