package io.tribunal.cli.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.tribunal.core.normalize.JsonValue.JsonNumber;
import io.tribunal.core.normalize.NumberGrammar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Finds where the parts of a refused line stand. Columns count characters from 1; what is not found is in column 1. */
final class LinePlaces {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final String line;

    /** @param line one JSON object */
    LinePlaces(byte[] line) {
        this.line = new String(line, StandardCharsets.UTF_8);
    }

    private interface Sought {
        boolean isAt(JsonParser parser, JsonToken token) throws IOException;
    }

    /** The name of a member of the object. */
    int ofMember(String name) {
        return columnOf((parser, token) -> token == JsonToken.FIELD_NAME && isMember(parser, name));
    }

    /** The value of a member of the object. */
    int ofValue(String name) {
        return columnOf((parser, token) -> token != JsonToken.FIELD_NAME && isMember(parser, name));
    }

    /** The first number that no body may hold. */
    int ofBadNumber() {
        return columnOf((parser, token) -> token.isNumeric()
                && NumberGrammar.INTEGERS
                        .print(new JsonNumber(parser.getText()))
                        .isEmpty());
    }

    /** Whether the parser stands at the name of that member of the outermost object, or at the first token of its value. */
    private static boolean isMember(JsonParser parser, String name) {
        JsonStreamContext place = parser.currentToken().isStructStart()
                ? parser.getParsingContext().getParent()
                : parser.getParsingContext();
        return place.inObject() && place.getParent().inRoot() && name.equals(place.getCurrentName());
    }

    private int columnOf(Sought sought) {
        try (JsonParser parser = FACTORY.createParser(line)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (sought.isAt(parser, token)) {
                    return column(parser.currentTokenLocation().getCharOffset());
                }
            }
        } catch (IOException unreadable) {
            return 1;
        }
        return 1;
    }

    private int column(long offset) {
        return line.codePointCount(0, (int) offset) + 1;
    }
}
