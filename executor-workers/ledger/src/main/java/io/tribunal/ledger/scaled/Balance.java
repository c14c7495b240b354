package io.tribunal.ledger.scaled;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A balance and its lower limit, both in units of 10^-8.
 *
 * @param overdraft as the state stores it
 * @param floor null when there is none
 */
record Balance(BigInteger units, String overdraft, @Nullable BigInteger floor) {
    /** A new balance of zero; null when the overdraft is neither a known word nor an amount of 0 or more. */
    static @Nullable Balance opened(String overdraft) {
        return switch (overdraft) {
            case "none" -> new Balance(BigInteger.ZERO, overdraft, BigInteger.ZERO);
            case "unlimited" -> new Balance(BigInteger.ZERO, overdraft, null);
            default -> granted(Units.parse(overdraft));
        };
    }

    private static @Nullable Balance granted(@Nullable BigInteger units) {
        return units == null || units.signum() < 0
                ? null
                : new Balance(BigInteger.ZERO, Units.format(units), units.negate());
    }

    /**
     * Decodes an account from the state.
     *
     * @throws IllegalStateException when the value is not an account
     */
    static Balance decode(String value) {
        String[] halves = value.split("\\|", 2);
        BigInteger units = Units.parse(halves[0]);
        Balance opened = halves.length == 2 ? opened(halves[1]) : null;
        if (units == null || opened == null) {
            throw new IllegalStateException("not an account in state");
        }
        return opened.moved(units);
    }

    String encode() {
        return Units.format(units) + "|" + overdraft;
    }

    Balance moved(BigInteger by) {
        return new Balance(Units.add(units, by), overdraft, floor);
    }

    boolean isBelowFloor() {
        return floor != null && units.compareTo(floor) < 0;
    }
}
