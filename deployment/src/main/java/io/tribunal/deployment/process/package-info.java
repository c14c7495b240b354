/** Child processes: their commands, JVM options, start and end. */
@NullMarked
package io.tribunal.deployment.process;

import org.jspecify.annotations.NullMarked;
