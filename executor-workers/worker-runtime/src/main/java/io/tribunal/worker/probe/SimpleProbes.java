package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.StrictJson;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.PublicKeys;

/** Answers questions that need no state. */
final class SimpleProbes {
    private SimpleProbes() {}

    static ObjectNode partition(JsonNode question) {
        int partitions = Wire.int32(question, "partitions");
        return Wire.object()
                .put("partition", ShardPartitioner.partitionOf(Wire.text(question, "shardKey"), partitions));
    }

    static ObjectNode verify(JsonNode question) {
        Bytes key = Wire.bytes(question, "publicKey");
        boolean keyValid = PublicKeys.isValid(key);
        boolean valid = keyValid
                && Ed25519.verifier()
                        .verify(
                                key.array(),
                                Wire.bytes(question, "message").array(),
                                Wire.bytes(question, "signature").array());
        return Wire.object().put("keyValid", keyValid).put("valid", valid);
    }

    static ObjectNode body(JsonNode question) {
        return Wire.object()
                .put(
                        "valid",
                        StrictJson.isCanonicalBody(Wire.bytes(question, "body").array()));
    }
}
