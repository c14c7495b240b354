package io.tribunal.ledger.digits;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Reads a flat JSON object event by event. A member that is not a string is read as empty. */
final class BodyReader {
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private BodyReader() {}

    /** The members in order, or empty when the bytes are not a JSON object. */
    static Optional<Map<String, Optional<String>>> read(byte[] body) {
        try (JsonParser parser = PARSERS.createParser(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
            if (parser.next() != Event.START_OBJECT) {
                return Optional.empty();
            }
            return Optional.of(members(parser));
        } catch (JsonException | NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Optional<String>> members(JsonParser parser) {
        Map<String, Optional<String>> members = new LinkedHashMap<>();
        String name = "";
        for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
            switch (event) {
                case KEY_NAME -> name = parser.getString();
                case VALUE_STRING -> members.put(name, Optional.of(parser.getString()));
                case START_OBJECT -> {
                    parser.skipObject();
                    members.put(name, Optional.empty());
                }
                case START_ARRAY -> {
                    parser.skipArray();
                    members.put(name, Optional.empty());
                }
                default -> members.put(name, Optional.empty());
            }
        }
        return members;
    }
}
