package io.tribunal.core.normalize;

import io.tribunal.core.policy.Limits;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** Reads a text by the rules of {@link StrictJson} up to the first place that breaks one, and names that rule. */
final class JsonDiagnosis {
    private static final int END = -1;
    private static final int HEX_DIGITS = 4;
    private static final int HEX = 16;
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;
    private int at;

    private JsonDiagnosis(String text) {
        this.text = text;
    }

    /** The first problem of a text in UTF-8; empty if there is none. */
    static Optional<JsonProblem> of(byte[] utf8) {
        JsonDiagnosis reader = new JsonDiagnosis(new String(utf8, StandardCharsets.UTF_8));
        try {
            reader.only();
            return Optional.empty();
        } catch (InadmissibleJson broken) {
            int offset = reader.text.substring(0, reader.at).getBytes(StandardCharsets.UTF_8).length;
            return Optional.of(new JsonProblem(offset, String.valueOf(broken.getMessage())));
        }
    }

    private void only() throws InadmissibleJson {
        value(0);
        skipSpace();
        if (peek() != END) {
            throw unexpected("something follows the value");
        }
    }

    private void value(int depth) throws InadmissibleJson {
        skipSpace();
        switch (peek()) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> word();
        }
    }

    private void object(int depth) throws InadmissibleJson {
        open(depth);
        if (take('}')) {
            return;
        }
        Set<String> names = new HashSet<>();
        do {
            member(depth, names);
        } while (isContinued('}'));
    }

    private void member(int depth, Set<String> names) throws InadmissibleJson {
        skipSpace();
        int from = at;
        if (peek() != '"') {
            throw unexpected(isLetter(peek()) ? "a name needs double quotes" : "a name in double quotes is missing");
        }
        if (!names.add(string())) {
            String name = text.substring(from, at);
            throw broken(from, "the member " + name + " stands twice in one object");
        }
        skipSpace();
        if (!take(':')) {
            throw unexpected("a : is missing behind the name");
        }
        value(depth);
    }

    private void array(int depth) throws InadmissibleJson {
        open(depth);
        if (take(']')) {
            return;
        }
        do {
            value(depth);
        } while (isContinued(']'));
    }

    private void open(int depth) throws InadmissibleJson {
        if (depth > Limits.MAX_JSON_DEPTH) {
            throw broken(at, "nesting deeper than " + Limits.MAX_JSON_DEPTH);
        }
        at++;
        skipSpace();
    }

    /** Takes a comma, after which another element must follow, or the closing bracket. */
    private boolean isContinued(char close) throws InadmissibleJson {
        skipSpace();
        int comma = at;
        if (take(',')) {
            skipSpace();
            if (peek() == close) {
                throw broken(comma, "a comma before " + close);
            }
            return true;
        }
        if (!take(close)) {
            throw unexpected("a comma or " + close + " is missing");
        }
        return false;
    }

    /** Reads a string with its quotes, and returns what it means. */
    private String string() throws InadmissibleJson {
        int from = at++;
        StringBuilder meaning = new StringBuilder();
        while (!take('"')) {
            int c = peek();
            if (c == END) {
                throw broken(from, "the text ends within the string that begins here");
            }
            if (c < ' ') {
                String digits = HexFormat.of().toHexDigits((char) c);
                throw broken(at, "a raw control character in a string; write \\u" + digits);
            }
            meaning.append(c == '\\' ? escape() : (char) c);
            at++;
        }
        requirePairs(from, meaning.toString());
        return meaning.toString();
    }

    /** Reads an escape up to its last character. */
    private char escape() throws InadmissibleJson {
        int from = at++;
        int known = peek() == END ? END : ESCAPES.indexOf(peek());
        if (known >= 0) {
            return ESCAPED.charAt(known);
        }
        if (peek() != 'u' || !isHex(at + 1)) {
            throw broken(from, "no escape of JSON; write \\\\ for a backslash");
        }
        at += HEX_DIGITS;
        return (char) Integer.parseInt(text.substring(at - HEX_DIGITS + 1, at + 1), HEX);
    }

    private boolean isHex(int from) {
        boolean hex = from + HEX_DIGITS <= text.length();
        for (int i = 0; hex && i < HEX_DIGITS; i++) {
            hex = "0123456789abcdefABCDEF".indexOf(text.charAt(from + i)) >= 0;
        }
        return hex;
    }

    private void requirePairs(int from, String meaning) throws InadmissibleJson {
        try {
            Surrogates.paired(meaning);
        } catch (InadmissibleJson lone) {
            throw broken(from, "half of a surrogate pair in this string; a character beyond U+FFFF needs both halves");
        }
    }

    private void number() throws InadmissibleJson {
        int from = at;
        take('-');
        if (take('0')) {
            require(!isDigit(peek()), "a number with a leading zero");
        } else {
            digits("digits are missing in a number");
        }
        if (take('.')) {
            digits("digits are missing behind the point of a number");
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            digits("digits are missing in the exponent of a number");
        }
        if (at - from > JsonValue.JsonNumber.MAX_LENGTH) {
            throw broken(from, "a number of more than " + JsonValue.JsonNumber.MAX_LENGTH + " characters");
        }
    }

    private void digits(String missing) throws InadmissibleJson {
        require(isDigit(peek()), missing);
        skip(JsonDiagnosis::isDigit);
    }

    private void word() throws InadmissibleJson {
        int from = at;
        skip(c -> isLetter(c) || isDigit(c));
        String word = text.substring(from, at);
        if (word.isEmpty()) {
            throw unexpected("a value is missing");
        }
        if (!Set.of("true", "false", "null").contains(word)) {
            throw broken(from, word + " is no JSON value; a string needs double quotes");
        }
    }

    private void require(boolean holds, String problem) throws InadmissibleJson {
        if (!holds) {
            throw broken(at, problem);
        }
    }

    /** Names what stands here if it is a known mistake, else what was expected. */
    private InadmissibleJson unexpected(String expectation) {
        return switch (peek()) {
            case END -> broken(at, "the text is cut off: " + expectation);
            case '/', '#' -> broken(at, "JSON has no comments");
            case '\'' -> broken(at, "a string needs double quotes, not single ones");
            case '\uFEFF' -> broken(at, "a byte order mark (BOM); remove it");
            default -> broken(at, expectation);
        };
    }

    private InadmissibleJson broken(int place, String problem) {
        at = place;
        return new InadmissibleJson(problem);
    }

    private void skipSpace() {
        skip(c -> c == ' ' || c == '\t' || c == '\n' || c == '\r');
    }

    private void skip(IntPredicate skipped) {
        while (skipped.test(peek())) {
            at++;
        }
    }

    private boolean take(char expected) {
        boolean found = peek() == expected;
        if (found) {
            at++;
        }
        return found;
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }
}
