/** Programs outside this process that execute the requests of an executor. */
@NullMarked
package io.tribunal.worker.process;

import org.jspecify.annotations.NullMarked;
