/** How an executor starts from a verified snapshot, and how it rejoins after an isolation (PROTOCOL 8). */
@NullMarked
package io.tribunal.worker.recovery;

import org.jspecify.annotations.NullMarked;
