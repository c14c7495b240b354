/** Decisions about membership: proposed by validators, ordered by one log, certified by v + 1 of them (PROTOCOL 8). */
@NullMarked
package io.tribunal.core.isolation;

import org.jspecify.annotations.NullMarked;
