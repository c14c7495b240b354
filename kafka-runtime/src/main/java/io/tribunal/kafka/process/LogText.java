package io.tribunal.kafka.process;

/** Escapes untrusted text for one line of a log or a terminal. */
public final class LogText {
    private LogText() {}

    /** The text with control and format characters as {@code \\uXXXX}. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isUnsafe(point)) {
                escaped.append(String.format("\\u%04x", point));
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    /**
     * Control characters, format characters (direction marks can reorder a line), line separators and lone surrogates.
     */
    private static boolean isUnsafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
