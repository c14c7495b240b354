package io.tribunal.schemas.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.admission.BadGenesisException;
import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Admission of one partition of the sample deployment. */
final class VectorFixture {
    static final int PARTITION =
            ShardPartitioner.partitionOf("main", Samples.genesis().partitions());
    static final long NOW = Samples.request(1).notAfter() - 60_000;

    private final PartitionAdmission admission;
    private long offset;

    VectorFixture(Hash deployment) {
        admission = new PartitionAdmission(PARTITION, deployment, Ed25519.verifier());
    }

    /** A fixture that has read genesis. */
    static VectorFixture opened() {
        VectorFixture fixture = new VectorFixture(Samples.deployment());
        fixture.decide(NOW, true, genesis());
        return fixture;
    }

    static byte[] genesis() {
        return genesis(PayloadCodec.encode(Samples.genesis()));
    }

    static byte[] genesis(Bytes payload) {
        return BusinessCodec.encode(0, new EnvelopeSigner(Samples.ROOT).sign(PayloadType.GENESIS, payload));
    }

    static byte[] signed(SigningKey key, Request request) {
        return BusinessCodec.encode(0, new EnvelopeSigner(key).sign(PayloadType.REQUEST, PayloadCodec.encode(request)));
    }

    /** Decides the next record and describes the decision. */
    ObjectNode decide(long appendTime, boolean logAppendTime, byte @Nullable [] value) {
        LogPosition position = new LogPosition(PARTITION, offset++);
        BusinessRecord record = BusinessCodec.decode(position, appendTime, logAppendTime, value);
        try {
            return described(admission.decide(record));
        } catch (BadGenesisException e) {
            return Json.object().put("decision", "BAD_GENESIS");
        }
    }

    /** A record of a vector file, with the expected decision. */
    ObjectNode logged(String name, long appendTime, boolean logAppendTime, byte @Nullable [] value) {
        ObjectNode record = Json.object().put("name", name).put("offset", offset);
        record.put("appendTime", appendTime).put("logAppendTime", logAppendTime);
        record.put("value", value == null ? null : Bytes.wrap(value).toHex());
        record.set("expected", decide(appendTime, logAppendTime, value));
        return record;
    }

    /** Decides a record of a vector file; the decision as JSON. */
    JsonNode decide(JsonNode record) {
        byte[] value = Json.optionalBytes(record.get("value")).map(Bytes::array).orElse(null);
        long appendTime = record.get("appendTime").asLong();
        return Json.parse(
                Json.print(decide(appendTime, record.get("logAppendTime").asBoolean(), value)));
    }

    private static ObjectNode described(Decision decision) {
        return switch (decision) {
            case Decision.Opened ignored -> Json.object().put("decision", "OPENED");
            case Decision.Admitted admitted ->
                Json.object()
                        .put("decision", "ADMITTED")
                        .put("requestHash", admitted.record().valueHash().toHex());
            case Decision.Applied ignored -> Json.object().put("decision", "APPLIED");
            case Decision.Refused refused ->
                Json.object()
                        .put("decision", "REJECTED")
                        .put("reason", refused.reason().name())
                        .put("replayOf", refused.replayOf().orElse(null))
                        .put("requestId", text(refused.requestId()))
                        .put("clientId", text(refused.clientId()));
        };
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
