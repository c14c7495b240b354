package io.tribunal.worker.fault;

import io.tribunal.core.identity.Bytes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives well-formed but wrong values in place of right ones. */
final class WrongValue {
    private static final Pattern OUTPUT_BALANCE =
            Pattern.compile("\"balance\"\\s*:\\s*\"-?[0-9]*(?:\\.[0-9]*)?([0-9])\"");
    private static final Pattern STATE_BALANCE = Pattern.compile("^-?[0-9]*(?:\\.[0-9]*)?([0-9])\\|");
    private static final Bytes WRONG_OUTPUT = Bytes.utf8("{\"error\":\"LIE\"}");
    private static final int LAST_DIGIT = 9;

    private WrongValue() {}

    /** Another balance where there is one, else another error. */
    static Bytes ofOutput(Bytes right, Dice dice, Bytes subject) {
        Matcher balance = OUTPUT_BALANCE.matcher(right.toUtf8());
        return balance.find() ? withOtherDigit(right.toUtf8(), balance, dice, subject) : WRONG_OUTPUT;
    }

    /** Another balance where there is one, else a longer value. */
    static Bytes ofState(Bytes right, Dice dice, Bytes subject) {
        Matcher balance = STATE_BALANCE.matcher(right.toUtf8());
        return balance.find()
                ? withOtherDigit(right.toUtf8(), balance, dice, subject)
                : Bytes.utf8(right.toUtf8() + "?");
    }

    /** Another digit, from 1 to 9, so that the number stays in shortest form. */
    private static Bytes withOtherDigit(String text, Matcher number, Dice dice, Bytes subject) {
        long digit = text.charAt(number.start(1)) - '0' + dice.between(1, LAST_DIGIT - 1, subject);
        long other = digit > LAST_DIGIT ? digit - LAST_DIGIT : digit;
        return Bytes.utf8(text.substring(0, number.start(1)) + other + text.substring(number.end(1)));
    }
}
