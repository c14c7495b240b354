/** The account service, variant {@code digits}: see docs/accounts.md. */
@NullMarked
package io.tribunal.ledger.digits;

import org.jspecify.annotations.NullMarked;
