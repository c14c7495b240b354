package io.tribunal.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tribunal.schemas.registry.RegistryException.Reason;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Calls Confluent's REST API, version 1. */
final class RestSchemaRegistry implements SchemaRegistry {
    private final RestTransport transport;

    RestSchemaRegistry(RestTransport transport) {
        this.transport = transport;
    }

    @Override
    public int register(String subject, Schema schema) {
        return id(transport.send(RestCall.post("/subjects/" + RestCall.segment(subject) + "/versions", body(schema))));
    }

    @Override
    public int lookup(String subject, Schema schema) {
        return id(transport.send(RestCall.post("/subjects/" + RestCall.segment(subject), body(schema))));
    }

    @Override
    public Schema byId(int id) {
        return schema(transport.send(RestCall.get("/schemas/ids/" + id)));
    }

    @Override
    public Schema byGuid(String guid) {
        return schema(transport.send(RestCall.get("/schemas/guids/" + RestCall.segment(guid))));
    }

    @Override
    public RegisteredSchema latest(String subject) {
        JsonNode answer = transport.send(RestCall.get("/subjects/" + RestCall.segment(subject) + "/versions/latest"));
        return new RegisteredSchema(id(answer), answer.path("version").asInt(), schema(answer));
    }

    private static String body(Schema schema) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", schema.toString())
                .toString();
    }

    private static int id(JsonNode answer) {
        if (!answer.path("id").canConvertToInt()) {
            throw new RegistryException(Reason.OTHER, "the registry's response has no id");
        }
        return answer.path("id").asInt();
    }

    private static Schema schema(JsonNode answer) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new RegistryException(Reason.INVALID_SCHEMA, "the schema is not Avro but " + type);
        }
        try {
            return new Schema.Parser().parse(answer.path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw new RegistryException(Reason.INVALID_SCHEMA, "the registry's schema does not parse", e);
        }
    }
}
