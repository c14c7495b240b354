/** A deployment on one machine: {@link Deployment} starts and stops it. */
@NullMarked
package io.tribunal.deployment;

import org.jspecify.annotations.NullMarked;
