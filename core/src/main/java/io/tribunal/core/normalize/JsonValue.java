package io.tribunal.core.normalize;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A JSON text as an immutable tree (RFC 8259). */
public sealed interface JsonValue {

    /** Members ascending by name, compared as UTF-16 code units; no name twice. */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {
        public JsonObject {
            members = Collections.unmodifiableMap(new TreeMap<>(members));
        }
    }

    /** Elements in the order of the text. */
    record JsonArray(List<JsonValue> elements) implements JsonValue {
        public JsonArray {
            elements = List.copyOf(elements);
        }
    }

    /** A string, its escapes resolved. */
    record JsonString(String value) implements JsonValue {}

    /** A number as it was written: what it is worth is for a {@link NumberGrammar} to say. */
    record JsonNumber(String text) implements JsonValue {
        /** The longest number that is read, in characters: so none costs more than its place. */
        public static final int MAX_LENGTH = 64;

        /**
         * Checks the grammar of RFC 8259 section 6.
         *
         * @throws IllegalArgumentException when the text is longer than 64 characters or not a JSON number
         */
        public JsonNumber {
            if (!isNumber(text)) {
                throw new IllegalArgumentException("not a JSON number of at most " + MAX_LENGTH + " characters");
            }
        }

        /** The number that a string spells, if it spells one. */
        public static Optional<JsonNumber> of(String text) {
            return isNumber(text) ? Optional.of(new JsonNumber(text)) : Optional.empty();
        }

        private static boolean isNumber(String text) {
            return text.length() <= MAX_LENGTH && NumberSyntax.matches(text);
        }
    }

    /** {@code true} and {@code false}. */
    record JsonBoolean(boolean value) implements JsonValue {}

    /** {@code null}. */
    record JsonNull() implements JsonValue {}
}
