package io.tribunal.ledger.decimal;

import java.math.BigDecimal;
import java.util.Optional;

/** Amounts as {@link BigDecimal}: at most 18 digits before the point and 8 after it. */
final class Money {
    private static final int DIGITS_BEFORE = 18;
    private static final int DIGITS_AFTER = 8;
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(DIGITS_BEFORE);

    private Money() {}

    static Optional<BigDecimal> parse(String text) {
        return isAmount(text) ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static boolean isAmount(String text) {
        int before = 0;
        int after = 0;
        boolean hasPoint = false;
        for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !hasPoint) {
                hasPoint = true;
            } else if (c < '0' || c > '9') {
                return false;
            } else if (hasPoint) {
                after++;
            } else {
                before++;
            }
        }
        return before >= 1 && before <= DIGITS_BEFORE && after >= (hasPoint ? 1 : 0) && after <= DIGITS_AFTER;
    }

    static boolean inRange(BigDecimal amount) {
        return amount.abs().compareTo(LIMIT) < 0;
    }

    /** Shortest form, such as {@code 0} or {@code -12.5}. */
    static String format(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
