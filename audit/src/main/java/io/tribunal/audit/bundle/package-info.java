/** The evidence bundle: the content of one file about one decision, and its canonical encoding (docs/evidence.md). */
@NullMarked
package io.tribunal.audit.bundle;

import org.jspecify.annotations.NullMarked;
