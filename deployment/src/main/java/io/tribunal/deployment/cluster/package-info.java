/** Three Kafka nodes on loopback, and the data directory that they share with the roles. */
@NullMarked
package io.tribunal.deployment.cluster;

import org.jspecify.annotations.NullMarked;
