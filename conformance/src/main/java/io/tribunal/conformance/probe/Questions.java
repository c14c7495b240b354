package io.tribunal.conformance.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.List;

/** The questions of the probe protocol as JSON (docs/conformance.md). */
public final class Questions {
    /** The kinds of components that every answer to {@link #bom} names. */
    public static final List<String> COMPONENTS =
            List.of("language", "runtime", "kafka", "avro", "json", "crypto", "os");

    private Questions() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array(Iterable<? extends JsonNode> items) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        items.forEach(array::add);
        return array;
    }

    private static ObjectNode probe(String name) {
        return object().put("probe", name);
    }

    public static ObjectNode bom() {
        return probe("bom");
    }

    public static ObjectNode unknown() {
        return probe("no-such-probe");
    }

    public static ObjectNode partition(String shardKey, int partitions) {
        return probe("partition").put("shardKey", shardKey).put("partitions", partitions);
    }

    public static ObjectNode verify(String publicKey, String message, String signature) {
        return probe("verify")
                .put("publicKey", publicKey)
                .put("message", message)
                .put("signature", signature);
    }

    public static ObjectNode body(Bytes body) {
        return probe("body").put("body", body.toHex());
    }

    public static ObjectNode window(ArrayNode checks) {
        return probe("window").set("checks", checks);
    }

    public static ObjectNode admission(String deployment, int partition, ArrayNode records) {
        return probe("admission")
                .put("deployment", deployment)
                .put("partition", partition)
                .set("records", records);
    }

    /** A record of business-log. */
    public static ObjectNode record(long offset, long appendTime, boolean stamped, JsonNode value) {
        return object().put("offset", Long.toString(offset))
                .put("appendTime", Long.toString(appendTime))
                .put("logAppendTime", stamped)
                .set("value", value);
    }

    public static ObjectNode state(ArrayNode steps) {
        return probe("state").set("steps", steps);
    }

    public static ObjectNode batch(
            Bytes seed, Hash deployment, String executor, long processedTo, List<Bytes> responses) {
        ObjectNode question = probe("batch")
                .put("seed", seed.toHex())
                .put("deployment", deployment.toHex())
                .put("executorId", executor)
                .put("partition", 0)
                .put("processedTo", Long.toString(processedTo))
                .put("schemaId", 0);
        ArrayNode encoded = question.putArray("responses");
        responses.forEach(response -> encoded.add(response.toHex()));
        return question;
    }

    public static ObjectNode rejoin(Bytes seed, Hash deployment, String executor, long isolation) {
        return probe("rejoin")
                .put("seed", seed.toHex())
                .put("deployment", deployment.toHex())
                .put("executorId", executor)
                .put("isolation", Long.toString(isolation))
                .put("schemaId", 0);
    }

    /** The question of a test vector in the golden file of recovery. */
    public static ObjectNode restore(JsonNode file, JsonNode vector) {
        JsonNode log = file.get("businessLog");
        ObjectNode question = probe("restore")
                .put("deployment", file.get("deployment").asText())
                .put("partition", file.get("partition").asInt())
                .put("resumeFrom", vector.get("resumeFrom").asText());
        question.set("genesis", log.get(0));
        for (String topic : List.of("audit", "checkpoints", "snapshots")) {
            question.set(topic, vector.get(topic));
        }
        ArrayNode records = question.putArray("records");
        for (int offset = 0; offset < log.size(); offset++) {
            records.add(record(offset, file.get("appendTime").asLong(), true, log.get(offset)));
        }
        return question;
    }
}
