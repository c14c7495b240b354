package io.tribunal.core.normalize;

import io.tribunal.core.normalize.JsonValue.JsonNumber;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Decimals as the profile's {@code decimal} pointers print them: plain, with a fixed number of digits after the point. */
final class Decimal {
    /** More digits than this before or after the point are refused: a short exponent must not buy a long text. */
    static final int MAX_DIGITS = 64;

    private Decimal() {}

    /** The number rounded HALF_EVEN to the scale, never {@code -0}; empty when it has more than 64 digits before the point. */
    static Optional<String> print(JsonNumber number, int scale) {
        try {
            return print(new BigDecimal(number.text()), scale);
        } catch (NumberFormatException exponentBeyondInt) {
            return Optional.empty();
        }
    }

    private static Optional<String> print(BigDecimal value, int scale) {
        long integerDigits = (long) value.precision() - value.scale();
        if (value.signum() == 0 || integerDigits < -scale) {
            return Optional.of(BigDecimal.ZERO.setScale(scale).toPlainString());
        }
        return integerDigits > MAX_DIGITS
                ? Optional.empty()
                : Optional.of(value.setScale(scale, RoundingMode.HALF_EVEN).toPlainString());
    }
}
