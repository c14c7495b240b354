/** The account service, variant {@code functional}: see docs/accounts.md. */
@NullMarked
package io.tribunal.ledger.functional;

import org.jspecify.annotations.NullMarked;
