/** What is decided about the rules and about who takes part, and how a decision is signed (PROTOCOL 3, 8). */
@NullMarked
package io.tribunal.core.decision;

import org.jspecify.annotations.NullMarked;
