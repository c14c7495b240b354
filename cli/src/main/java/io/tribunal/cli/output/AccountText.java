package io.tribunal.cli.output;

import io.tribunal.kafka.process.LogText;
import io.tribunal.statestore.state.AccountState;

/** The committed state of one account, on one line. Its JSON form is the record itself. */
public final class AccountText {
    private AccountText() {}

    public static String of(AccountState account) {
        return LogText.escaped(
                account.ledger() + " " + account.account() + " " + account.balance() + " " + account.overdraft());
    }
}
