package io.tribunal.core.normalize;

import io.tribunal.core.policy.Limits;
import java.util.Arrays;

/**
 * Recognizes the JSON texts that are most frequent by far and are canonical as they stand (RFC 8785), so that they need not be
 * read into a tree and printed again: printable ASCII without escapes, integers of up to 15 digits, names in order, no white
 * space. A text that it does not recognize may be canonical all the same. Linear in the length.
 */
final class PlainJson {
    private static final int SAFE_DIGITS = 15;

    private final byte[] text;
    private int at;

    private PlainJson(byte[] text) {
        this.text = text;
    }

    /** Whether the text is surely its own canonical form, under either {@link NumberGrammar}. */
    static boolean isCanonical(byte[] text) {
        PlainJson reader = new PlainJson(text);
        return reader.value(0) && reader.at == text.length;
    }

    private boolean value(int depth) {
        if (at == text.length) {
            return false;
        }
        return switch (text[at]) {
            case '{' -> depth < Limits.MAX_JSON_DEPTH && object(depth + 1);
            case '[' -> depth < Limits.MAX_JSON_DEPTH && array(depth + 1);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> integer();
        };
    }

    private boolean object(int depth) {
        at++;
        if (take('}')) {
            return true;
        }
        int nameFrom = 0;
        int nameTo = 0;
        do {
            int from = at;
            if (!string()) {
                return false;
            }
            boolean inOrder = nameTo == 0 || isBefore(nameFrom, nameTo, from + 1, at - 1);
            nameFrom = from + 1;
            nameTo = at - 1;
            if (!inOrder || !take(':') || !value(depth)) {
                return false;
            }
        } while (take(','));
        return take('}');
    }

    /** Whether one name comes before another; in ASCII the order of code units is that of bytes. */
    private boolean isBefore(int from, int to, int otherFrom, int otherTo) {
        return Arrays.compare(text, from, to, text, otherFrom, otherTo) < 0;
    }

    private boolean array(int depth) {
        at++;
        if (take(']')) {
            return true;
        }
        do {
            if (!value(depth)) {
                return false;
            }
        } while (take(','));
        return take(']');
    }

    private boolean string() {
        if (!take('"')) {
            return false;
        }
        while (at < text.length && isPlain(text[at])) {
            at++;
        }
        return take('"');
    }

    /** Printable ASCII that needs no escape. */
    private static boolean isPlain(byte octet) {
        return octet >= ' ' && octet != '"' && octet != '\\';
    }

    private boolean integer() {
        boolean negative = take('-');
        if (take('0')) {
            return !negative && !isDigit();
        }
        int from = at;
        while (isDigit()) {
            at++;
        }
        return at > from && at - from <= SAFE_DIGITS;
    }

    private boolean isDigit() {
        return at < text.length && text[at] >= '0' && text[at] <= '9';
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!take(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean take(char expected) {
        boolean found = at < text.length && text[at] == expected;
        if (found) {
            at++;
        }
        return found;
    }
}
