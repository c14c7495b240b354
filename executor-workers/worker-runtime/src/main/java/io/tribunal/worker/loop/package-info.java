/** The executor process: reads business-log, hands each partition's records on, and decides what is written when. */
@NullMarked
package io.tribunal.worker.loop;

import org.jspecify.annotations.NullMarked;
