package io.tribunal.ledger.scaled;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Amounts as integers in units of 10^-8. Sums use {@code long} while they fit, else {@link BigInteger}: 26 digits do not fit 64
 * bits.
 */
final class Units {
    static final int DIGITS_BEFORE = 18;
    static final int DIGITS_AFTER = 8;
    private static final BigInteger ONE = BigInteger.TEN.pow(DIGITS_AFTER);
    private static final BigInteger BOUND = BigInteger.TEN.pow(DIGITS_BEFORE + DIGITS_AFTER);

    private Units() {}

    /** The amount, or null when the text is not an amount. */
    static @Nullable BigInteger parse(String text) {
        boolean negative = text.startsWith("-");
        String unsigned = negative ? text.substring(1) : text;
        int point = unsigned.indexOf('.');
        String whole = point < 0 ? unsigned : unsigned.substring(0, point);
        String part = point < 0 ? "0" : unsigned.substring(point + 1);
        if (!isDigits(whole, DIGITS_BEFORE) || !isDigits(part, DIGITS_AFTER)) {
            return null;
        }
        BigInteger units = new BigInteger(whole + part + "0".repeat(DIGITS_AFTER - part.length()));
        return negative ? units.negate() : units;
    }

    static BigInteger add(BigInteger left, BigInteger right) {
        if (left.bitLength() < Long.SIZE - 1 && right.bitLength() < Long.SIZE - 1) {
            return BigInteger.valueOf(Math.addExact(left.longValueExact(), right.longValueExact()));
        }
        return left.add(right);
    }

    static boolean isTooLarge(BigInteger units) {
        return units.abs().compareTo(BOUND) >= 0;
    }

    /** Shortest form, such as {@code 0} or {@code -12.5}. */
    static String format(BigInteger units) {
        BigInteger[] split = units.abs().divideAndRemainder(ONE);
        StringBuilder text = new StringBuilder(units.signum() < 0 ? "-" : "").append(split[0]);
        if (split[1].signum() != 0) {
            String part = ONE.add(split[1]).toString().substring(1);
            int end = part.length();
            while (part.charAt(end - 1) == '0') {
                end--;
            }
            text.append('.').append(part, 0, end);
        }
        return text.toString();
    }

    private static boolean isDigits(String text, int most) {
        if (text.isEmpty() || text.length() > most) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
