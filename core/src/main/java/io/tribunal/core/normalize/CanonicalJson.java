package io.tribunal.core.normalize;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.JsonValue.JsonArray;
import io.tribunal.core.normalize.JsonValue.JsonBoolean;
import io.tribunal.core.normalize.JsonValue.JsonNull;
import io.tribunal.core.normalize.JsonValue.JsonNumber;
import io.tribunal.core.normalize.JsonValue.JsonObject;
import io.tribunal.core.normalize.JsonValue.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints JSON in its canonical form (RFC 8785): no white space, names in order, one spelling of each string and number. */
public final class CanonicalJson {
    private final StringBuilder out = new StringBuilder();
    private final NumberGrammar numbers;

    private CanonicalJson(NumberGrammar numbers) {
        this.numbers = numbers;
    }

    /** The canonical UTF-8 bytes, or empty when a number is not of the grammar or a surrogate stands alone. */
    public static Optional<Bytes> write(JsonValue value, NumberGrammar numbers) {
        CanonicalJson writer = new CanonicalJson(numbers);
        try {
            writer.value(value);
            return Optional.of(Bytes.utf8(writer.out.toString()));
        } catch (InadmissibleJson e) {
            return Optional.empty();
        }
    }

    private void value(JsonValue value) throws InadmissibleJson {
        switch (value) {
            case JsonObject object -> object(object.members());
            case JsonArray array -> array(array.elements());
            case JsonString string -> string(string.value());
            case JsonNumber number -> number(number);
            case JsonBoolean bool -> out.append(bool.value());
            case JsonNull nothing -> out.append("null");
        }
    }

    private void object(Map<String, JsonValue> members) throws InadmissibleJson {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            out.append(separator);
            string(member.getKey());
            out.append(':');
            value(member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void array(List<JsonValue> elements) throws InadmissibleJson {
        out.append('[');
        String separator = "";
        for (JsonValue element : elements) {
            out.append(separator);
            value(element);
            separator = ",";
        }
        out.append(']');
    }

    private void number(JsonNumber number) throws InadmissibleJson {
        out.append(numbers.print(number)
                .orElseThrow(() -> new InadmissibleJson("a number beyond the grammar " + numbers)));
    }

    private void string(String unchecked) throws InadmissibleJson {
        String text = Surrogates.paired(unchecked);
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < ' ') {
                    out.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
