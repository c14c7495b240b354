/** Finds and checks the genesis record of a deployment. */
@NullMarked
package io.tribunal.kafka.genesis;

import org.jspecify.annotations.NullMarked;
