package io.tribunal.kafka.process;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes untrusted text on one line of a log or a terminal, so that it can neither forge a line nor pass for another text. */
public final class LogText {
    private static final Pattern PLAIN = Pattern.compile("-?[A-Za-z0-9][A-Za-z0-9._:/@+-]*");
    private static final char QUOTE = '"';
    /** Cyrillic and Greek letters that look like Latin ones. */
    private static final String LATIN_LOOKALIKES =
            "\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u04cf\u043e\u0440\u0455\u051b"
                    + "\u0475\u0445\u0443\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425"
                    + "\u0423\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b9\u03bd"
                    + "\u03bf\u03c1\u03c5\u03c7";

    private static final Set<UnicodeScript> BESIDE_LATIN =
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

    private static final String INVISIBLE_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private LogText() {}

    /**
     * Text for people with the characters that could forge a line, move the cursor or stay unseen as {@code \\uXXXX}. In JSON this
     * is another spelling of the same value.
     */
    public static String escaped(String text) {
        return written(text, LogText::isUnsafe);
    }

    /**
     * A name: as it is if it has only letters, digits and {@code ._:/@+-} of ASCII, else {@link #quoted}. Different names never look
     * the same.
     */
    public static String name(String name) {
        return PLAIN.matcher(name).matches() ? name : quoted(name);
    }

    /** The names in their order, in square brackets. */
    public static String names(Collection<?> names) {
        return names.stream().map(name -> name(name.toString())).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A text that is JSON already, as JSON of the same value whose strings are written as {@link #quoted} writes them. */
    public static String json(String json) {
        StringBuilder written = new StringBuilder(json.length());
        int from = 0;
        while (from < json.length()) {
            boolean isString = json.charAt(from) == QUOTE;
            int to = isString ? endOfString(json, from) : startOfString(json, from);
            String part = json.substring(from, to);
            written.append(isString ? readable(part) : written(part, LogText::isUnsafe));
            from = to;
        }
        return written.toString();
    }

    private static int startOfString(String json, int from) {
        int quote = json.indexOf(QUOTE, from);
        return quote < 0 ? json.length() : quote;
    }

    private static int endOfString(String json, int from) {
        int at = from + 1;
        while (at < json.length() && json.charAt(at) != QUOTE) {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, json.length());
    }

    /**
     * Text in double quotes. Backslashes and quotes are escaped, and so is everything that is not ASCII in a text that another one
     * may look like: one that Unicode normalization (NFKC) changes, one that mixes Latin letters with those of an alphabet like it, and
     * one of such letters only.
     */
    public static String quoted(String text) {
        return '"' + readable(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    private static String readable(String text) {
        return written(text, hasLookalikes(text) ? point -> point > '~' || isUnsafe(point) : LogText::isUnsafe);
    }

    private static String written(String text, IntPredicate escaped) {
        StringBuilder written = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (escaped.test(point)) {
                Character.toString(point).chars().forEach(unit -> written.append(String.format("\\u%04x", unit)));
            } else {
                written.appendCodePoint(point);
            }
        });
        return written.toString();
    }

    private static boolean hasLookalikes(String text) {
        return !Normalizer.isNormalized(text, Normalizer.Form.NFKC) || mixesAlphabets(text) || looksLatin(text);
    }

    private static boolean looksLatin(String text) {
        return text.codePoints().anyMatch(Character::isLetter)
                && text.codePoints()
                        .filter(Character::isLetter)
                        .allMatch(point -> LATIN_LOOKALIKES.indexOf(point) >= 0);
    }

    private static boolean mixesAlphabets(String text) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        text.codePoints().filter(Character::isLetter).forEach(point -> scripts.add(UnicodeScript.of(point)));
        scripts.removeAll(BESIDE_LATIN);
        return scripts.size() > 1;
    }

    /**
     * Control characters, format characters (direction marks can reorder a line, zero-width ones are not seen), separators other than
     * the space, lone surrogates, and what has no glyph of its own.
     */
    private static boolean isUnsafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            case Character.SPACE_SEPARATOR -> point != ' ';
            default -> isVariationSelector(point) || INVISIBLE_LETTERS.indexOf(point) >= 0;
        };
    }

    private static boolean isVariationSelector(int point) {
        return (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef);
    }
}
