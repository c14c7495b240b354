/** The account service, variant {@code scaled}: see docs/accounts.md. */
@NullMarked
package io.tribunal.ledger.scaled;

import org.jspecify.annotations.NullMarked;
