package io.tribunal.core.normalize;

/** The grammar of JSON numbers (RFC 8259 section 6): {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?}. */
final class NumberSyntax {
    private static final int NONE = -1;

    private NumberSyntax() {}

    static boolean matches(String text) {
        int end = integer(text, text.startsWith("-") ? 1 : 0);
        if (end != NONE && isAt(text, end, ".")) {
            end = digits(text, end + 1);
        }
        if (end != NONE && isAt(text, end, "eE")) {
            end = digits(text, isAt(text, end + 1, "+-") ? end + 2 : end + 1);
        }
        return end == text.length();
    }

    /** Where the integer part that begins there ends; a leading zero stands alone. */
    private static int integer(String text, int from) {
        return isAt(text, from, "0") ? from + 1 : digits(text, from);
    }

    /** Where the digits that begin there end, one or more; else {@link #NONE}. */
    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end > from ? end : NONE;
    }

    private static boolean isAt(String text, int at, String any) {
        return at < text.length() && any.indexOf(text.charAt(at)) >= 0;
    }
}
