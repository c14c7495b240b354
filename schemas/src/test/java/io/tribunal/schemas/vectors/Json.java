package io.tribunal.schemas.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collector;

/** Reads and writes values of the vector files: bytes as hex, absent values as null. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static Collector<JsonNode, ?, ArrayNode> toArray() {
        return Collector.of(Json::array, ArrayNode::add, ArrayNode::addAll);
    }

    /** A vector file: its description and its cases. */
    static ObjectNode file(String about, JsonNode cases) {
        ObjectNode file = object().put("about", about);
        file.set("cases", cases);
        return file;
    }

    static Bytes bytes(JsonNode node) {
        return Bytes.hex(node.asText());
    }

    static Hash hash(JsonNode node) {
        return Hash.hex(node.asText());
    }

    static Optional<Bytes> optionalBytes(JsonNode node) {
        return node.isNull() ? Optional.empty() : Optional.of(bytes(node));
    }

    static ArrayNode writes(List<Write> writes) {
        return writes.stream()
                .map(write -> object().put("key", write.key().toHex())
                        .put("value", write.value().map(Bytes::toHex).orElse(null)))
                .collect(toArray());
    }

    static List<Write> writes(JsonNode node) {
        List<Write> writes = new ArrayList<>();
        node.forEach(write -> writes.add(new Write(bytes(write.get("key")), optionalBytes(write.get("value")))));
        return writes;
    }

    static byte[] print(JsonNode node) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        try {
            return Bytes.utf8(MAPPER.writer(printer).writeValueAsString(node) + "\n")
                    .array();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode parse(byte[] file) {
        try {
            return MAPPER.readTree(file);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
