package io.tribunal.core.normalize;

import io.tribunal.core.normalize.JsonValue.JsonNumber;
import java.io.IOException;
import java.util.Optional;
import org.erdtman.jcs.NumberToJSON;

/** Which JSON numbers are admitted, and how they are printed (PROTOCOL 4 and 6, RFC 8785 section 3.2.2.3). */
public enum NumberGrammar {
    /** Request bodies: integers up to 2^53 - 1 either way, without fraction, exponent or minus zero. */
    INTEGERS {
        @Override
        public Optional<String> print(JsonNumber number) {
            String text = number.text();
            return isSafeInteger(text) && !text.equals("-0") ? Optional.of(text) : Optional.empty();
        }
    },

    /**
     * Outputs: the same integers, and numbers with a fraction or an exponent as finite IEEE 754 doubles. Minus zero is
     * printed as 0 (RFC 8785). What would be printed as an integer beyond 2^53 - 1 is refused however it is spelled.
     */
    DOUBLES {
        @Override
        public Optional<String> print(JsonNumber number) {
            if (isInteger(number.text())) {
                return isSafeInteger(number.text()) ? Optional.of(withoutMinusZero(number.text())) : Optional.empty();
            }
            double value = Double.parseDouble(number.text());
            return Double.isFinite(value)
                    ? Optional.of(printed(value)).filter(text -> !isInteger(text) || isSafeInteger(text))
                    : Optional.empty();
        }
    };

    /** The largest integer that has no other integer's double: 2^53 - 1. */
    public static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private static final int MAX_SAFE_DIGITS = 16;

    /** The canonical text of the number, or empty when the grammar refuses it. */
    public abstract Optional<String> print(JsonNumber number);

    private static boolean isInteger(String number) {
        return number.indexOf('.') < 0 && number.indexOf('e') < 0 && number.indexOf('E') < 0;
    }

    private static String withoutMinusZero(String integer) {
        return integer.equals("-0") ? "0" : integer;
    }

    private static boolean isSafeInteger(String number) {
        return isInteger(number)
                && number.length() <= MAX_SAFE_DIGITS + 1
                && Math.abs(Long.parseLong(number)) <= MAX_SAFE_INTEGER;
    }

    private static String printed(double finite) {
        try {
            return NumberToJSON.serializeNumber(finite);
        } catch (IOException e) {
            throw new IllegalStateException("only infinities and NaN have no JSON form: " + finite, e);
        }
    }
}
