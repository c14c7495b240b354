package io.tribunal.conformance.diversity;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.kafka.process.LogText;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The components of an implementation, as it reports them. */
record Materials(SortedMap<String, Component> parts) {
    static final List<String> KINDS = Questions.COMPONENTS;

    static Materials of(JsonNode bom) {
        SortedMap<String, Component> parts = new TreeMap<>();
        for (String kind : KINDS) {
            JsonNode part = bom.path(kind);
            parts.put(kind, new Component(text(part, "name"), text(part, "version")));
        }
        return new Materials(parts);
    }

    private static String text(JsonNode part, String field) {
        return LogText.escaped(part.path(field).asText("unknown"));
    }

    Component part(String kind) {
        return parts.getOrDefault(kind, new Component("unknown", ""));
    }
}
