package io.tribunal.ledger.digits;

import java.util.Arrays;
import java.util.Optional;

/**
 * A signed decimal stored as digits, least significant first: 8 after the point, 18 before it, and one more for a carry. It
 * adds and subtracts digit by digit. Zero is never negative.
 */
final class DigitDecimal implements Comparable<DigitDecimal> {
    private static final int AFTER = 8;
    private static final int BEFORE = 18;
    private static final int LENGTH = AFTER + BEFORE + 1;
    static final DigitDecimal ZERO = new DigitDecimal(false, new byte[LENGTH]);

    private final boolean negative;
    private final byte[] digits;

    private DigitDecimal(boolean negative, byte[] digits) {
        this.negative = negative && !isZero(digits);
        this.digits = digits;
    }

    static Optional<DigitDecimal> parse(String text) {
        byte[] digits = new byte[LENGTH];
        int start = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.', start);
        int wholeEnd = point < 0 ? text.length() : point;
        int before = wholeEnd - start;
        int after = point < 0 ? 0 : text.length() - point - 1;
        if (before < 1 || before > BEFORE || after > AFTER || (point >= 0 && after < 1)) {
            return Optional.empty();
        }
        for (int i = start; i < text.length(); i++) {
            if (i == point) {
                continue;
            }
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return Optional.empty();
            }
            int place = i < wholeEnd ? AFTER + wholeEnd - 1 - i : AFTER + point - i;
            digits[place] = (byte) (c - '0');
        }
        return Optional.of(new DigitDecimal(start == 1, digits));
    }

    DigitDecimal plus(DigitDecimal other) {
        if (negative == other.negative) {
            return new DigitDecimal(negative, sum(digits, other.digits));
        }
        return compareMagnitudes(digits, other.digits) >= 0
                ? new DigitDecimal(negative, difference(digits, other.digits))
                : new DigitDecimal(other.negative, difference(other.digits, digits));
    }

    DigitDecimal negated() {
        return new DigitDecimal(!negative, digits);
    }

    boolean isNegative() {
        return negative;
    }

    boolean isZero() {
        return isZero(digits);
    }

    /** Whether more than 18 digits stand before the point. */
    boolean hasOverflowed() {
        return digits[LENGTH - 1] != 0;
    }

    @Override
    public int compareTo(DigitDecimal other) {
        if (negative != other.negative) {
            return negative ? -1 : 1;
        }
        int magnitude = compareMagnitudes(digits, other.digits);
        return negative ? -magnitude : magnitude;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DigitDecimal that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(digits) + Boolean.hashCode(negative);
    }

    /** Shortest form, such as {@code 0} or {@code -12.5}. */
    @Override
    public String toString() {
        int top = LENGTH - 1;
        while (top > AFTER && digits[top] == 0) {
            top--;
        }
        int last = 0;
        while (last < AFTER && digits[last] == 0) {
            last++;
        }
        StringBuilder text = new StringBuilder(negative ? "-" : "");
        for (int place = top; place >= last; place--) {
            if (place == AFTER - 1) {
                text.append('.');
            }
            text.append((char) ('0' + digits[place]));
        }
        return text.toString();
    }

    private static byte[] sum(byte[] left, byte[] right) {
        byte[] sum = new byte[LENGTH];
        int carry = 0;
        for (int place = 0; place < LENGTH; place++) {
            int digit = left[place] + right[place] + carry;
            sum[place] = (byte) (digit % 10);
            carry = digit / 10;
        }
        if (carry != 0) {
            throw new ArithmeticException("a sum of two amounts has at most 19 digits before the point");
        }
        return sum;
    }

    /** The larger magnitude minus the smaller. */
    private static byte[] difference(byte[] larger, byte[] smaller) {
        byte[] difference = new byte[LENGTH];
        int borrow = 0;
        for (int place = 0; place < LENGTH; place++) {
            int digit = larger[place] - smaller[place] - borrow;
            borrow = digit < 0 ? 1 : 0;
            difference[place] = (byte) (digit + 10 * borrow);
        }
        return difference;
    }

    private static int compareMagnitudes(byte[] left, byte[] right) {
        for (int place = LENGTH - 1; place >= 0; place--) {
            if (left[place] != right[place]) {
                return left[place] - right[place];
            }
        }
        return 0;
    }

    private static boolean isZero(byte[] digits) {
        for (byte digit : digits) {
            if (digit != 0) {
                return false;
            }
        }
        return true;
    }
}
