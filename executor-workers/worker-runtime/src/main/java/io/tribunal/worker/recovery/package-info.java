/** Where an executor begins instead of at the first record, and how it asks to be heard again after an isolation (PROTOCOL 8). */
@NullMarked
package io.tribunal.worker.recovery;

import org.jspecify.annotations.NullMarked;
