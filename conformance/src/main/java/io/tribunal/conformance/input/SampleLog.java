package io.tribunal.conformance.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.conformance.vectors.VectorFile;
import io.tribunal.core.identity.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The partition of the golden files, used for generated records: its genesis first, then the records under test. */
public final class SampleLog {
    private final JsonNode context = VectorFile.read("admission").content();

    /** Valid and invalid values of the golden files. */
    public List<byte[]> values() {
        List<byte[]> values = new ArrayList<>();
        for (String file : List.of("admission", "hostile-envelopes", "envelopes")) {
            VectorFile.read(file).cases().stream()
                    .filter(vector -> vector.get("value").isTextual())
                    .forEach(vector ->
                            values.add(Bytes.hex(vector.get("value").asText()).array()));
        }
        return values;
    }

    String deployment() {
        return context.get("deployment").asText();
    }

    long now() {
        return genesis().get("appendTime").asLong();
    }

    private JsonNode genesis() {
        return context.get("cases").get(0);
    }

    /** A question about these values, which follow genesis; an empty array stands for a record without value. */
    public ObjectNode question(List<byte[]> values) {
        List<ObjectNode> records = new ArrayList<>();
        records.add(Questions.record(0, now(), true, genesis().get("value")));
        for (byte[] value : values) {
            JsonNode hex = value.length == 0
                    ? NullNode.getInstance()
                    : TextNode.valueOf(Bytes.wrap(value).toHex());
            records.add(Questions.record(records.size(), now(), true, hex));
        }
        return Questions.admission(deployment(), context.get("partition").asInt(), Questions.array(records));
    }
}
