package io.tribunal.core.normalize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tribunal.core.normalize.JsonValue.JsonArray;
import io.tribunal.core.normalize.JsonValue.JsonBoolean;
import io.tribunal.core.normalize.JsonValue.JsonNull;
import io.tribunal.core.normalize.JsonValue.JsonNumber;
import io.tribunal.core.normalize.JsonValue.JsonObject;
import io.tribunal.core.normalize.JsonValue.JsonString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds the tree from the parser's tokens, with the checks that the parser leaves out. The parser bounds the depth. */
final class JsonTreeReader {
    private final JsonParser parser;

    private JsonTreeReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads the only value there is. */
    static JsonValue readOnly(JsonParser parser) throws IOException, InadmissibleJson {
        JsonValue value = new JsonTreeReader(parser).value(parser.nextToken());
        if (parser.nextToken() != null) {
            throw new InadmissibleJson("something follows the value");
        }
        return value;
    }

    private JsonValue value(@Nullable JsonToken token) throws IOException, InadmissibleJson {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new JsonString(Surrogates.paired(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> new JsonNull();
            case null, default -> throw new InadmissibleJson("no value");
        };
    }

    private JsonObject object() throws IOException, InadmissibleJson {
        SortedMap<String, JsonValue> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = Surrogates.paired(parser.currentName());
            if (members.put(name, value(parser.nextToken())) != null) {
                throw new InadmissibleJson("a name stands twice in one object");
            }
        }
        return new JsonObject(members);
    }

    private JsonArray array() throws IOException, InadmissibleJson {
        List<JsonValue> elements = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            elements.add(value(next));
        }
        return new JsonArray(elements);
    }

    private static JsonNumber number(String text) throws InadmissibleJson {
        if (text.length() > JsonNumber.MAX_LENGTH) {
            throw new InadmissibleJson("a number has more than " + JsonNumber.MAX_LENGTH + " characters");
        }
        return new JsonNumber(text);
    }
}
