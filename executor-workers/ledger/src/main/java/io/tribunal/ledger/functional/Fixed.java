package io.tribunal.ledger.functional;

import java.util.Optional;

/**
 * A number as {@code whole + fraction / 10^8}: whole rounds down and fraction is never negative, so that both add up
 * on their own with one carry. Two amounts in range add up without leaving {@code long}.
 */
record Fixed(long whole, int fraction) {
    private static final int DIGITS_BEFORE = 18;
    private static final int DIGITS_AFTER = 8;
    private static final int UNIT = 100_000_000;
    private static final long BOUND = 1_000_000_000_000_000_000L;
    static final Fixed ZERO = new Fixed(0, 0);

    static Optional<Fixed> parse(String text) {
        return text.startsWith("-") ? magnitude(text.substring(1)).map(Fixed::negate) : magnitude(text);
    }

    private static Optional<Fixed> magnitude(String text) {
        int point = text.indexOf('.');
        if (point < 0) {
            return isDigits(text, DIGITS_BEFORE) ? Optional.of(new Fixed(Long.parseLong(text), 0)) : Optional.empty();
        }
        String whole = text.substring(0, point);
        String part = text.substring(point + 1);
        return isDigits(whole, DIGITS_BEFORE) && isDigits(part, DIGITS_AFTER)
                ? Optional.of(new Fixed(Long.parseLong(whole), fraction(part)))
                : Optional.empty();
    }

    private static int fraction(String part) {
        return Integer.parseInt(part + "0".repeat(DIGITS_AFTER - part.length()));
    }

    private static boolean isDigits(String text, int most) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= most;
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
        int places = DIGITS_AFTER;
        while (part % 10 == 0) {
            part /= 10;
            places--;
        }
        String digits = Integer.toString(part);
        return whole + "." + "0".repeat(places - digits.length()) + digits;
    }
}
