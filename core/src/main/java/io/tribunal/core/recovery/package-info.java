/** How a reader of business-log begins behind an offset instead of at zero, trusting nobody alone (PROTOCOL 7). */
@NullMarked
package io.tribunal.core.recovery;

import org.jspecify.annotations.NullMarked;
