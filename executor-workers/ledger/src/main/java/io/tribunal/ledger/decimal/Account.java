package io.tribunal.ledger.decimal;

import java.math.BigDecimal;
import java.util.Optional;

/** An account as the state stores it: {@code balance|overdraft}. */
record Account(BigDecimal balance, String overdraft) {
    private static final String NONE = "none";
    private static final String UNLIMITED = "unlimited";

    static Account parse(String value) {
        int bar = value.indexOf('|');
        return new Account(new BigDecimal(value.substring(0, bar)), value.substring(bar + 1));
    }

    /** The overdraft as the state stores it; empty when it is neither a known word nor an amount of 0 or more. */
    static Optional<String> overdraft(String text) {
        if (text.equals(NONE) || text.equals(UNLIMITED)) {
            return Optional.of(text);
        }
        return Money.parse(text).filter(amount -> amount.signum() >= 0).map(Money::format);
    }

    Account plus(BigDecimal amount) {
        return new Account(balance.add(amount), overdraft);
    }

    boolean isCovered() {
        return switch (overdraft) {
            case UNLIMITED -> true;
            case NONE -> balance.signum() >= 0;
            default -> balance.add(new BigDecimal(overdraft)).signum() >= 0;
        };
    }

    String format() {
        return Money.format(balance) + "|" + overdraft;
    }
}
