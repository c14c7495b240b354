/** How a reader of business-log begins after an offset instead of at zero, without trusting any single party (PROTOCOL 7). */
@NullMarked
package io.tribunal.core.recovery;

import org.jspecify.annotations.NullMarked;
