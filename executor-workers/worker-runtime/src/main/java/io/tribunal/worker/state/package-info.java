/** One partition's records in, its state and responses out: admission, execution and the state digest chain (PROTOCOL 3 to 7). */
@NullMarked
package io.tribunal.worker.state;

import org.jspecify.annotations.NullMarked;
