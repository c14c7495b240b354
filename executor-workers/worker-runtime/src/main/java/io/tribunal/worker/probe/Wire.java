package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** JSON forms of probe values: bytes in lower-case hex, 64-bit integers as decimal strings, absent values as null. */
final class Wire {
    private Wire() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode object(String name, JsonNode value) {
        return object().set(name, value);
    }

    static ArrayNode array(Iterable<? extends JsonNode> items) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        items.forEach(array::add);
        return array;
    }

    static ObjectNode value(byte[] value) {
        return object().put("value", Bytes.wrap(value).toHex());
    }

    static <T> List<T> list(JsonNode question, String name, Function<JsonNode, T> reader) {
        List<T> list = new ArrayList<>();
        require(question, name).forEach(item -> list.add(reader.apply(item)));
        return list;
    }

    static Bytes bytes(JsonNode question, String name) {
        return Bytes.hex(text(question, name));
    }

    static Hash hash(JsonNode question, String name) {
        return Hash.hex(text(question, name));
    }

    static Optional<Bytes> optionalBytes(JsonNode question, String name) {
        return require(question, name).isNull() ? Optional.empty() : Optional.of(bytes(question, name));
    }

    static byte[] valueOf(JsonNode hex) {
        return Bytes.hex(hex.asText()).array();
    }

    static long int64(JsonNode question, String name) {
        return Long.parseLong(text(question, name));
    }

    static int int32(JsonNode question, String name) {
        return Math.toIntExact(require(question, name).longValue());
    }

    static String text(JsonNode question, String name) {
        JsonNode node = require(question, name);
        if (!node.isTextual()) {
            throw new IllegalArgumentException(name + " is no string");
        }
        return node.textValue();
    }

    static Write write(JsonNode node) {
        return new Write(bytes(node, "key"), optionalBytes(node, "value"));
    }

    static JsonNode require(JsonNode question, String name) {
        JsonNode node = question.get(name);
        if (node == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return node;
    }
}
