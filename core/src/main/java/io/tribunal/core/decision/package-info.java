/** Decisions about the rules and about membership, and how they are signed (PROTOCOL 3, 8). */
@NullMarked
package io.tribunal.core.decision;

import org.jspecify.annotations.NullMarked;
