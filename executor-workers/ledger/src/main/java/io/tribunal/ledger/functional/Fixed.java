package io.tribunal.ledger.functional;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as {@code whole + fraction / 10^8}: whole rounds down and fraction is never negative, so that both add up
 * on their own with one carry. Two amounts in range add up without leaving {@code long}.
 */
record Fixed(long whole, int fraction) {
    private static final Pattern AMOUNT = Pattern.compile("(-?)(\\d{1,18})(?:\\.(\\d{1,8}))?");
    private static final int UNIT = 100_000_000;
    private static final long BOUND = 1_000_000_000_000_000_000L;
    static final Fixed ZERO = new Fixed(0, 0);

    static Optional<Fixed> parse(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            return Optional.empty();
        }
        String part = amount.group(3) == null ? "0" : amount.group(3);
        Fixed magnitude =
                new Fixed(Long.parseLong(amount.group(2)), Integer.parseInt((part + "00000000").substring(0, 8)));
        return Optional.of(amount.group(1).isEmpty() ? magnitude : magnitude.negate());
    }

    Fixed plus(Fixed other) {
        int sum = fraction + other.fraction;
        return new Fixed(Math.addExact(Math.addExact(whole, other.whole), sum / UNIT), sum % UNIT);
    }

    Fixed negate() {
        return fraction == 0 ? new Fixed(-whole, 0) : new Fixed(-whole - 1, UNIT - fraction);
    }

    boolean isNegative() {
        return whole < 0;
    }

    boolean isPositive() {
        return !isNegative() && !equals(ZERO);
    }

    boolean isInRange() {
        Fixed magnitude = isNegative() ? negate() : this;
        return magnitude.whole < BOUND;
    }

    /** Shortest form, such as {@code 0} or {@code -12.5}. */
    String shortest() {
        if (isNegative()) {
            return "-" + negate().shortest();
        }
        if (fraction == 0) {
            return Long.toString(whole);
        }
        int part = fraction;
        int places = 8;
        while (part % 10 == 0) {
            part /= 10;
            places--;
        }
        return whole + "." + String.format(Locale.ROOT, "%0" + places + "d", part);
    }
}
