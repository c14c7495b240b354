/** The account service, variant {@code decimal}: see docs/accounts.md. */
@NullMarked
package io.tribunal.ledger.decimal;

import org.jspecify.annotations.NullMarked;
