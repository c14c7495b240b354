package io.tribunal.cli.output;

import io.tribunal.kafka.process.LogText;
import io.tribunal.statestore.state.AccountState;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The committed state of one account, on one line. Its JSON form is the record itself. */
public final class AccountText {
    private AccountText() {}

    public static String of(AccountState account) {
        return Stream.of(account.ledger(), account.account(), account.balance(), account.overdraft())
                .map(LogText::name)
                .collect(Collectors.joining(" "));
    }
}
