package io.tribunal.ledger.functional;

import java.util.Optional;

/** An account: its name, its balance, and its overdraft as the state stores it. */
record Holding(String name, Fixed balance, String overdraft) {

    static Validated<Holding> opened(String name, String overdraft) {
        return switch (overdraft) {
            case "none", "unlimited" -> Validated.valid(new Holding(name, Fixed.ZERO, overdraft));
            default ->
                amount(overdraft)
                        .require(granted -> !granted.isNegative(), "BAD_AMOUNT")
                        .then(granted -> Validated.valid(new Holding(name, Fixed.ZERO, granted.shortest())));
        };
    }

    static Validated<Fixed> amount(String text) {
        return Fixed.parse(text).map(Validated::valid).orElseGet(() -> Validated.invalid("BAD_AMOUNT"));
    }

    static Holding fromState(String name, String value) {
        String[] parts = value.split("\\|", -1);
        return new Holding(name, Fixed.parse(parts[0]).orElseThrow(), parts[1]);
    }

    String toState() {
        return balance.shortest() + "|" + overdraft;
    }

    Holding plus(Fixed amount) {
        return new Holding(name, balance.plus(amount), overdraft);
    }

    /** The lowest balance it may have, if there is one. */
    private Optional<Fixed> lowest() {
        return switch (overdraft) {
            case "unlimited" -> Optional.empty();
            case "none" -> Optional.of(Fixed.ZERO);
            default -> Fixed.parse(overdraft).map(Fixed::negate);
        };
    }

    boolean isCovered() {
        return lowest().map(low -> !balance.plus(low.negate()).isNegative()).orElse(true);
    }

    boolean isInRange() {
        return balance.isInRange();
    }
}
