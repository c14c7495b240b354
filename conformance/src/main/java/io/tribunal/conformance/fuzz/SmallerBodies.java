package io.tribunal.conformance.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Bodies one step smaller than a body: a member or item less, a shorter string, a part of the bytes. */
final class SmallerBodies {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build());
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SmallerBodies() {}

    /** The boldest steps first. */
    static List<Bytes> of(Bytes body) {
        try {
            JsonNode tree = JSON.readTree(body.array());
            if (tree != null && !tree.isMissingNode()) {
                return smaller(tree)
                        .map(SmallerBodies::print)
                        .filter(other -> !other.equals(body))
                        .toList();
            }
        } catch (IOException notJson) {
            return slices(body);
        }
        return slices(body);
    }

    private static List<Bytes> slices(Bytes body) {
        List<Bytes> slices = new ArrayList<>();
        for (int part = body.length() / 2; part > 0; part /= 2) {
            slices.add(Bytes.wrap(Arrays.copyOf(body.array(), body.length() - part)));
            slices.add(Bytes.wrap(Arrays.copyOfRange(body.array(), part, body.length())));
        }
        return slices;
    }

    /** In canonical form where there is one: a shorter name may have another place. */
    private static Bytes print(JsonNode tree) {
        try {
            Bytes printed = Bytes.utf8(JSON.writeValueAsString(tree));
            return StrictJson.canonicalBody(printed.array()).orElse(printed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<JsonNode> smaller(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> smallerObjects(object);
            case ArrayNode array -> smallerArrays(array);
            default -> node.isTextual() ? smallerTexts(node.textValue()) : Stream.empty();
        };
    }

    private static Stream<JsonNode> smallerObjects(ObjectNode object) {
        List<Map.Entry<String, JsonNode>> fields = List.copyOf(object.properties());
        Stream<JsonNode> without =
                fields.stream().map(field -> object.deepCopy().without(field.getKey()));
        Stream<JsonNode> within = fields.stream()
                .flatMap(field ->
                        smaller(field.getValue()).map(value -> object.deepCopy().set(field.getKey(), value)));
        Stream<JsonNode> renamed = fields.stream()
                .flatMap(field -> smallerTexts(field.getKey())
                        .map(JsonNode::textValue)
                        .filter(name -> !object.has(name))
                        .map(name -> renamed(object, field.getKey(), name)));
        return Stream.of(without, within, renamed).flatMap(bodies -> bodies);
    }

    private static JsonNode renamed(ObjectNode object, String name, String shorter) {
        ObjectNode renamed = object.deepCopy();
        JsonNode value = renamed.remove(name);
        return renamed.set(shorter, value);
    }

    private static Stream<JsonNode> smallerArrays(ArrayNode array) {
        List<JsonNode> smaller = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            ArrayNode without = array.deepCopy();
            without.remove(i);
            smaller.add(without);
        }
        for (int i = 0; i < array.size(); i++) {
            int index = i;
            smaller(array.get(i)).forEach(item -> smaller.add(array.deepCopy().set(index, item)));
        }
        return smaller.stream();
    }

    /** Halves first, then a character less at either end; whole code points only. */
    private static Stream<JsonNode> smallerTexts(String text) {
        int[] points = text.codePoints().toArray();
        return Stream.of(points.length / 2, 1)
                .filter(cut -> cut > 0)
                .flatMap(cut -> Stream.of(
                        new String(points, cut, points.length - cut), new String(points, 0, points.length - cut)))
                .distinct()
                .map(NODES::textNode);
    }
}
