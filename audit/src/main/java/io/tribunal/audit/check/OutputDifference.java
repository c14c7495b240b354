package io.tribunal.audit.check;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.CanonicalJson;
import io.tribunal.core.normalize.JsonValue;
import io.tribunal.core.normalize.NumberGrammar;
import io.tribunal.core.normalize.StrictJson;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the first JSON pointer, in canonical order, at which two normalized outputs differ; other outputs differ as a
 * whole.
 */
final class OutputDifference {
    private static final String FIELD = "output";
    private static final String ABSENT = "absent";

    private OutputDifference() {}

    static FieldDifference first(Bytes expected, Bytes got) {
        Optional<JsonValue> one = StrictJson.parse(expected.array());
        Optional<JsonValue> other = StrictJson.parse(got.array());
        return one.isPresent() && other.isPresent()
                ? first(FIELD, one.get(), other.get())
                : new FieldDifference(FIELD, Excerpt.of(expected), Excerpt.of(got));
    }

    private static FieldDifference first(String at, JsonValue expected, JsonValue got) {
        if (expected instanceof JsonValue.JsonObject one && got instanceof JsonValue.JsonObject other) {
            return inObjects(at, one, other);
        }
        if (expected instanceof JsonValue.JsonArray one && got instanceof JsonValue.JsonArray other) {
            return inArrays(at, one.elements(), other.elements());
        }
        return new FieldDifference(at, text(expected), text(got));
    }

    private static FieldDifference inObjects(String at, JsonValue.JsonObject expected, JsonValue.JsonObject got) {
        TreeSet<String> names = new TreeSet<>(expected.members().keySet());
        names.addAll(got.members().keySet());
        for (String name : names) {
            JsonValue one = expected.members().get(name);
            JsonValue other = got.members().get(name);
            String member = at + "/" + name.replace("~", "~0").replace("/", "~1");
            if (one == null || other == null) {
                return new FieldDifference(
                        member, one == null ? ABSENT : text(one), other == null ? ABSENT : text(other));
            }
            if (!one.equals(other)) {
                return first(member, one, other);
            }
        }
        return new FieldDifference(at, text(expected), text(got));
    }

    private static FieldDifference inArrays(String at, List<JsonValue> expected, List<JsonValue> got) {
        int both = Math.min(expected.size(), got.size());
        for (int i = 0; i < both; i++) {
            if (!expected.get(i).equals(got.get(i))) {
                return first(at + "/" + i, expected.get(i), got.get(i));
            }
        }
        return new FieldDifference(at, expected.size() + " elements", got.size() + " elements");
    }

    private static String text(JsonValue value) {
        return CanonicalJson.write(value, NumberGrammar.DOUBLES)
                .map(Excerpt::of)
                .orElse("");
    }
}
