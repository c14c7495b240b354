package io.tribunal.ledger.scaled;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A balance and the lowest value it may sink to, both in units of 10^-8.
 *
 * @param overdraft as state keeps it
 * @param floor null when there is none
 */
record Balance(BigInteger units, String overdraft, @Nullable BigInteger floor) {
    /** A fresh balance of zero, or null when the overdraft is no word we know and no amount of 0 or more. */
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
     * An account as it stands in state.
     *
     * @throws IllegalStateException when it is none
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
