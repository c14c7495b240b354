package io.tribunal.statestore.state;

import io.tribunal.core.identity.Bytes;

/**
 * The committed state of an account.
 *
 * @param balance decimal in shortest form
 * @param overdraft {@code none}, {@code unlimited} or an amount
 */
public record AccountState(String ledger, String account, String balance, String overdraft) {
    static AccountState of(AccountKey key, Bytes value) {
        String text = value.toUtf8();
        int bar = text.indexOf('|');
        return bar < 0
                ? new AccountState(key.ledger(), key.account(), text, "")
                : new AccountState(key.ledger(), key.account(), text.substring(0, bar), text.substring(bar + 1));
    }
}
