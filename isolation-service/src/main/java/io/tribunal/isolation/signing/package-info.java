/**
 * What a validator signs: endorsements of proposals, decisions in their place, checkpoints; each once, also across
 * restarts.
 */
@NullMarked
package io.tribunal.isolation.signing;

import org.jspecify.annotations.NullMarked;
