/** JMH benchmarks of the hot paths. */
@NullMarked
package io.tribunal.lab.micro;

import org.jspecify.annotations.NullMarked;
