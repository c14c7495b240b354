package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.admission.BadGenesisException;
import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.signing.Ed25519;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What admission decides about the records of one partition, from genesis on (PROTOCOL 4). */
final class AdmissionProbe implements Probe {
    @Override
    public ObjectNode answer(JsonNode question) {
        int partition = Wire.int32(question, "partition");
        PartitionAdmission admission =
                new PartitionAdmission(partition, Wire.hash(question, "deployment"), Ed25519.verifier());
        List<ObjectNode> decisions = new ArrayList<>();
        try {
            for (BusinessRecord record : Wire.list(question, "records", node -> record(partition, node))) {
                decisions.add(described(admission.decide(record)));
            }
        } catch (BadGenesisException e) {
            decisions.add(Wire.object().put("decision", "BAD_GENESIS"));
        }
        return Wire.object("decisions", Wire.array(decisions));
    }

    /** Decodes a record of business-log from a question. */
    static BusinessRecord record(int partition, JsonNode node) {
        return BusinessCodec.decode(
                new LogPosition(partition, Wire.int64(node, "offset")),
                Wire.int64(node, "appendTime"),
                Wire.require(node, "logAppendTime").booleanValue(),
                Wire.optionalBytes(node, "value").map(Bytes::array).orElse(null));
    }

    private static ObjectNode described(Decision decision) {
        return switch (decision) {
            case Decision.Opened ignored -> Wire.object().put("decision", "OPENED");
            case Decision.Applied ignored -> Wire.object().put("decision", "APPLIED");
            case Decision.Admitted admitted ->
                Wire.object()
                        .put("decision", "ADMITTED")
                        .put("requestHash", admitted.record().valueHash().toHex());
            case Decision.Refused refused ->
                Wire.object()
                        .put("decision", "REJECTED")
                        .put("reason", refused.reason().name())
                        .put("replayOf", text(refused.replayOf()))
                        .put("requestId", text(refused.requestId()))
                        .put("clientId", text(refused.clientId()));
        };
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
