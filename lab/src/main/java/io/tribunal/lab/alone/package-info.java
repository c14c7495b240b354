/** What each executor does alone: one business-log, worked off by one after the other. */
@NullMarked
package io.tribunal.lab.alone;

import org.jspecify.annotations.NullMarked;
