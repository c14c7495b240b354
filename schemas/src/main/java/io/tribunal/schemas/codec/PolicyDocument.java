package io.tribunal.schemas.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.policy.Policy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** A policy as a JSON document for people, with the names and in the order of its Avro schema. What is optional is null without a value. */
public final class PolicyDocument {
    private static final AvroBody<io.tribunal.schemas.avro.Policy> POLICY =
            new AvroBody<>(io.tribunal.schemas.avro.Policy.getClassSchema());
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PolicyDocument() {}

    /** The document of a policy. */
    public static ObjectNode of(Policy policy) {
        return (ObjectNode) json(PolicyForm.toAvro(policy), io.tribunal.schemas.avro.Policy.getClassSchema());
    }

    /**
     * The policy of a document.
     *
     * @throws MalformedRecordException that names the member, when one is missing, unknown or cannot have its value
     */
    public static Policy read(JsonNode document) {
        Schema schema = io.tribunal.schemas.avro.Policy.getClassSchema();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(body, null);
        try {
            new GenericDatumWriter<>(schema).write(avro("policy", document, schema), encoder);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return POLICY.decode(body.toByteArray(), 0, PolicyForm::fromAvro);
    }

    private static JsonNode json(Object value, Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> object((IndexedRecord) value, schema);
            case ARRAY -> {
                var array = JSON.arrayNode();
                ((List<?>) value).forEach(item -> array.add(json(item, schema.getElementType())));
                yield array;
            }
            case UNION -> json(value, present(schema));
            case INT -> JSON.numberNode((Integer) value);
            case LONG -> JSON.numberNode((Long) value);
            case BOOLEAN -> JSON.booleanNode((Boolean) value);
            default -> JSON.textNode(String.valueOf(value));
        };
    }

    private static ObjectNode object(IndexedRecord record, Schema schema) {
        ObjectNode object = JSON.objectNode();
        schema.getFields().forEach(field -> object.set(field.name(), member(record.get(field.pos()), field.schema())));
        return object;
    }

    private static JsonNode member(@Nullable Object value, Schema schema) {
        return value == null ? JSON.nullNode() : json(value, schema);
    }

    /** The branch of an optional value that is not null. */
    private static Schema present(Schema union) {
        return union.getTypes().get(1);
    }

    private static @Nullable Object avro(String path, JsonNode node, Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(path, node, schema);
            case ARRAY -> array(path, node, schema);
            case UNION -> node.isNull() ? null : avro(path, node, present(schema));
            case INT ->
                required(path, node.isIntegralNumber() && node.canConvertToInt(), "a whole number", node.intValue());
            case LONG ->
                required(path, node.isIntegralNumber() && node.canConvertToLong(), "a whole number", node.longValue());
            case BOOLEAN -> required(path, node.isBoolean(), "true or false", node.booleanValue());
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        required(
                                path,
                                node.isTextual() && schema.hasEnumSymbol(node.textValue()),
                                "one of " + schema.getEnumSymbols(),
                                node.asText()));
            default -> required(path, node.isTextual(), "a text", node.asText());
        };
    }

    private static GenericData.Record record(String path, JsonNode node, Schema schema) {
        required(path, node.isObject(), "an object", node);
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            AvroValues.require(schema.getField(name) != null, path + " has no member of that name: " + name);
        }
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode member = node.get(field.name());
            if (member == null) {
                throw new MalformedRecordException(path + " lacks " + field.name());
            }
            record.put(field.pos(), avro(path + "." + field.name(), member, field.schema()));
        }
        return record;
    }

    private static List<@Nullable Object> array(String path, JsonNode node, Schema schema) {
        required(path, node.isArray(), "a list", node);
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonNode item : node) {
            items.add(avro(path + "[" + items.size() + "]", item, schema.getElementType()));
        }
        return items;
    }

    private static <T> T required(String path, boolean holds, String expected, T value) {
        AvroValues.require(holds, path + " must be " + expected);
        return value;
    }
}
