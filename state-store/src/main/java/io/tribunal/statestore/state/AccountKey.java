package io.tribunal.statestore.state;

import io.tribunal.core.identity.Bytes;
import java.util.Optional;

/**
 * The state key of an account of the reference service: {@code utf8(ledger) || 0x00 || utf8(account)}. Ledgers that
 * share a partition share its state; a ledger's name holds no 0x00 (PROTOCOL 12).
 */
public record AccountKey(String ledger, String account) {
    public AccountKey {
        if (ledger.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a ledger's name holds no U+0000");
        }
    }

    Bytes bytes() {
        return Bytes.utf8(ledger + '\0' + account);
    }

    /** The account that a state key names; empty for a key of another service. */
    static Optional<AccountKey> of(Bytes key) {
        String text = key.toUtf8();
        int end = text.indexOf('\0');
        return end < 0
                ? Optional.empty()
                : Optional.of(new AccountKey(text.substring(0, end), text.substring(end + 1)));
    }
}
