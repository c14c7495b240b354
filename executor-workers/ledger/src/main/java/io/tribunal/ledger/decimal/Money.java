package io.tribunal.ledger.decimal;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Amounts as {@link BigDecimal}: at most 18 digits before the point and 8 after it. */
final class Money {
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,8})?");
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(18);

    private Money() {}

    static Optional<BigDecimal> parse(String text) {
        return AMOUNT.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    static boolean inRange(BigDecimal amount) {
        return amount.abs().compareTo(LIMIT) < 0;
    }

    /** Shortest form, such as {@code 0} or {@code -12.5}. */
    static String format(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
