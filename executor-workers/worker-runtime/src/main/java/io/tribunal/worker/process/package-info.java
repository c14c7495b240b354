/** Programs outside this process that an executor works through. */
@NullMarked
package io.tribunal.worker.process;

import org.jspecify.annotations.NullMarked;
