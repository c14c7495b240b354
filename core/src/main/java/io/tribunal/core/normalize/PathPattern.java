package io.tribunal.core.normalize;

import io.tribunal.core.normalize.JsonValue.JsonArray;
import io.tribunal.core.normalize.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A JSON pointer (RFC 6901) in which a {@code *} token stands for any member or element (PROTOCOL 6). */
record PathPattern(List<String> tokens) {
    private static final String ANY = "*";

    /** What becomes of a value that the pattern points at: another value, or empty to leave it out. */
    @FunctionalInterface
    interface Edit {
        Optional<JsonValue> apply(JsonValue value) throws InadmissibleJson;
    }

    PathPattern {
        tokens = List.copyOf(tokens);
    }

    /** Empty when the text is not a JSON pointer. */
    static Optional<PathPattern> parse(String pointer) {
        boolean rooted = pointer.isEmpty() || pointer.startsWith("/");
        return rooted && !hasStrayTilde(pointer) ? Optional.of(new PathPattern(split(pointer))) : Optional.empty();
    }

    private static boolean hasStrayTilde(String pointer) {
        for (int at = pointer.indexOf('~'); at >= 0; at = pointer.indexOf('~', at + 1)) {
            if (!pointer.startsWith("0", at + 1) && !pointer.startsWith("1", at + 1)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> split(String pointer) {
        List<String> tokens = new ArrayList<>();
        for (int slash = pointer.isEmpty() ? -1 : 0; slash >= 0; ) {
            int next = pointer.indexOf('/', slash + 1);
            String token = pointer.substring(slash + 1, next < 0 ? pointer.length() : next);
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
            slash = next;
        }
        return tokens;
    }

    /** The value with the edit applied wherever the pattern points. */
    Optional<JsonValue> apply(JsonValue root, Edit edit) throws InadmissibleJson {
        return apply(root, 0, edit);
    }

    private Optional<JsonValue> apply(JsonValue value, int depth, Edit edit) throws InadmissibleJson {
        if (depth == tokens.size()) {
            return edit.apply(value);
        }
        return Optional.of(
                switch (value) {
                    case JsonObject object -> inObject(object, depth, edit);
                    case JsonArray array -> inArray(array, depth, edit);
                    default -> value;
                });
    }

    private JsonValue inObject(JsonObject object, int depth, Edit edit) throws InadmissibleJson {
        Map<String, JsonValue> edited = new TreeMap<>();
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            edited(member.getKey(), member.getValue(), depth, edit)
                    .ifPresent(value -> edited.put(member.getKey(), value));
        }
        return new JsonObject(edited);
    }

    private JsonValue inArray(JsonArray array, int depth, Edit edit) throws InadmissibleJson {
        List<JsonValue> edited = new ArrayList<>();
        for (int i = 0; i < array.elements().size(); i++) {
            edited(Integer.toString(i), array.elements().get(i), depth, edit).ifPresent(edited::add);
        }
        return new JsonArray(edited);
    }

    private Optional<JsonValue> edited(String name, JsonValue child, int depth, Edit edit) throws InadmissibleJson {
        String token = tokens.get(depth);
        return token.equals(ANY) || token.equals(name) ? apply(child, depth + 1, edit) : Optional.of(child);
    }
}
