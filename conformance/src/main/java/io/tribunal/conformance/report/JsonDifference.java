package io.tribunal.conformance.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.conformance.probe.ProbeFailure;
import java.util.Map;
import java.util.Optional;

/** Compares an answer with the expected one: numbers and strings by their text; additional fields are ignored. */
final class JsonDifference {
    private JsonDifference() {}

    /** The first difference in words, or empty. */
    static Optional<String> difference(JsonNode expected, JsonNode given) {
        if (expected.isObject()) {
            return fields(expected, given);
        }
        if (expected.isArray()) {
            return items(expected, given);
        }
        boolean absent = expected.isNull() && (given.isNull() || given.isMissingNode());
        boolean equal = !expected.isNull()
                && given.isValueNode()
                && !given.isNull()
                && given.isBoolean() == expected.isBoolean()
                && given.asText().equals(expected.asText());
        return absent || equal ? Optional.empty() : described(expected, given);
    }

    private static Optional<String> fields(JsonNode expected, JsonNode given) {
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            Optional<String> difference = difference(field.getValue(), given.path(field.getKey()));
            if (difference.isPresent()) {
                return difference.map(text -> field.getKey() + " " + text);
            }
        }
        return given.isObject() ? Optional.empty() : described(expected, given);
    }

    private static Optional<String> items(JsonNode expected, JsonNode given) {
        for (int i = 0; i < expected.size(); i++) {
            int index = i;
            Optional<String> difference = difference(expected.get(i), given.path(i));
            if (difference.isPresent()) {
                return difference.map(text -> "[" + index + "] " + text);
            }
        }
        return given.isArray() && given.size() == expected.size() ? Optional.empty() : described(expected, given);
    }

    private static Optional<String> described(JsonNode expected, JsonNode given) {
        String answer = given.isMissingNode() ? "nothing" : given.toString();
        return Optional.of(
                "should be " + ProbeFailure.shown(expected.toString()) + ", says " + ProbeFailure.shown(answer));
    }
}
