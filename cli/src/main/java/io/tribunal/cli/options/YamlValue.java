package io.tribunal.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of a loaded YAML document, of which a certain type is expected. Other types are refused with an
 * {@link IllegalArgumentException} that names the place.
 *
 * @param where path from the document's root, for people
 */
record YamlValue(String where, @Nullable Object value) {
    void requireKeys(Set<String> known) {
        for (Object key : map().keySet()) {
            require(key instanceof String text && known.contains(text), "has an unknown key " + key);
        }
    }

    YamlValue get(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException(where + " lacks " + key));
    }

    Optional<YamlValue> find(String key) {
        return map().containsKey(key)
                ? Optional.of(new YamlValue(where + "." + key, map().get(key)))
                : Optional.empty();
    }

    List<YamlValue> items() {
        List<YamlValue> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) {
                items.add(new YamlValue(where + "[" + items.size() + "]", item));
            }
            return items;
        }
        throw new IllegalArgumentException(where + " must be a list");
    }

    String text() {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(where + " must be a text; put it in quotes");
    }

    int number() {
        if (value instanceof Integer number) {
            return number;
        }
        throw new IllegalArgumentException(where + " must be a whole number or \"*\"");
    }

    boolean is(String text) {
        return text.equals(value);
    }

    private Map<?, ?> map() {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(where + " must be a mapping");
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(where + " " + problem);
        }
    }
}
