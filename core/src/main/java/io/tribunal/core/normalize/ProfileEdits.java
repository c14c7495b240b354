package io.tribunal.core.normalize;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.JsonValue.JsonArray;
import io.tribunal.core.normalize.JsonValue.JsonNumber;
import io.tribunal.core.normalize.JsonValue.JsonString;
import io.tribunal.core.normalize.PathPattern.Edit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a normalization profile does to one value (PROTOCOL 6). ASCII only: Unicode tables differ between runtimes. */
final class ProfileEdits {
    private static final String WHITE_SPACE = "\t\n\u000B\f\r ";

    private record Printed(Bytes bytes, JsonValue value) {}

    private ProfileEdits() {}

    static Edit drop() {
        return value -> Optional.empty();
    }

    /** Strings lose U+0009 to U+000D and U+0020 at both ends. */
    static Edit trim() {
        return onStrings(ProfileEdits::trimmed);
    }

    /** In strings A to Z become a to z. */
    static Edit casefold() {
        return onStrings(ProfileEdits::lowerCase);
    }

    /** Numbers, and strings that spell one, become a string with that many digits after the point; nothing else may stand there. */
    static Edit decimal(int scale) {
        return value -> Optional.of(numberIn(value)
                .flatMap(number -> Decimal.print(number, scale))
                .map(JsonString::new)
                .orElseThrow(() -> new InadmissibleJson("not a decimal")));
    }

    /** Arrays are sorted by the canonical bytes of their elements. */
    static Edit sort() {
        return value -> Optional.of(value instanceof JsonArray array ? sorted(array) : value);
    }

    private static JsonArray sorted(JsonArray array) throws InadmissibleJson {
        List<Printed> elements = new ArrayList<>();
        for (JsonValue element : array.elements()) {
            elements.add(new Printed(
                    CanonicalJson.write(element, NumberGrammar.DOUBLES)
                            .orElseThrow(() -> new InadmissibleJson("an element without canonical form")),
                    element));
        }
        elements.sort(Comparator.comparing(Printed::bytes));
        List<JsonValue> values = new ArrayList<>(elements.size());
        for (Printed element : elements) {
            values.add(element.value());
        }
        return new JsonArray(values);
    }

    private static Edit onStrings(UnaryOperator<String> change) {
        return value ->
                Optional.of(value instanceof JsonString string ? new JsonString(change.apply(string.value())) : value);
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isWhiteSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isWhiteSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isWhiteSpace(char c) {
        return WHITE_SPACE.indexOf(c) >= 0;
    }

    private static String lowerCase(String text) {
        StringBuilder folded = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    private static Optional<JsonNumber> numberIn(JsonValue value) {
        return switch (value) {
            case JsonNumber number -> Optional.of(number);
            case JsonString string -> JsonNumber.of(string.value());
            default -> Optional.empty();
        };
    }
}
