/** The implementations of the service in this installation. */
@NullMarked
package io.tribunal.deployment.implementation;

import org.jspecify.annotations.NullMarked;
