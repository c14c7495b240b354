/** Prepares a deployment on running brokers: keys, topics, genesis and settings files. */
@NullMarked
package io.tribunal.deployment.provisioning;

import org.jspecify.annotations.NullMarked;
