package io.tribunal.conformance.input;

import io.tribunal.conformance.vectors.VectorFile;
import io.tribunal.conformance.probe.Questions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tribunal.core.identity.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The partition of the golden files as a stage for records of our own: its genesis first, then whatever is to be judged. */
public final class SampleLog {
    private final JsonNode scene = VectorFile.read("admission").content();

    /** Good and bad values of the golden files. */
    public List<byte[]> values() {
        List<byte[]> values = new ArrayList<>();
        for (String file : List.of("admission", "hostile-envelopes", "envelopes")) {
            VectorFile.read(file).cases().stream()
                    .filter(one -> one.get("value").isTextual())
                    .forEach(one ->
                            values.add(Bytes.hex(one.get("value").asText()).array()));
        }
        return values;
    }

    String deployment() {
        return scene.get("deployment").asText();
    }

    long now() {
        return genesis().get("appendTime").asLong();
    }

    private JsonNode genesis() {
        return scene.get("cases").get(0);
    }

    /** A question about these values behind genesis; null for a record without one. */
    public ObjectNode question(List<byte[]> values) {
        List<ObjectNode> records = new ArrayList<>();
        records.add(Questions.record(0, now(), true, genesis().get("value")));
        for (byte[] value : values) {
            JsonNode hex = value.length == 0
                    ? NullNode.getInstance()
                    : TextNode.valueOf(Bytes.wrap(value).toHex());
            records.add(Questions.record(records.size(), now(), true, hex));
        }
        return Questions.admission(deployment(), scene.get("partition").asInt(), Questions.array(records));
    }
}
