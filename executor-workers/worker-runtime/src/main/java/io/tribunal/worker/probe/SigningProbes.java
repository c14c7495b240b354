package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.schemas.codec.DecisionLogCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.worker.response.BatchSigner;
import io.tribunal.worker.response.KeySigner;
import io.tribunal.worker.recovery.OwnRejoin;
import java.util.List;

/** Signs what an executor signs; all implementations give the same bytes, since Ed25519 is deterministic. */
final class SigningProbes {
    private SigningProbes() {}

    static ObjectNode batch(JsonNode question) {
        KeySigner key = key(question);
        BatchSigner signer = new BatchSigner(key.deployment(), key.executor(), key, Wire.int32(question, "schemaId"));
        List<Bytes> responses = Wire.list(question, "responses", hex -> Bytes.hex(hex.asText()));
        return Wire.value(
                signer.sign(Wire.int32(question, "partition"), Wire.int64(question, "processedTo"), responses));
    }

    static ObjectNode rejoin(JsonNode question) {
        KeySigner key = key(question);
        OwnRejoin own = new OwnRejoin(key.deployment(), key.executor(), key, Ed25519.verifier());
        return Wire.value(DecisionLogCodec.encode(
                Wire.int32(question, "schemaId"), key.deployment(), own.record(Wire.int64(question, "isolation"))));
    }

    private static KeySigner key(JsonNode question) {
        return new KeySigner(
                Wire.hash(question, "deployment"),
                new ExecutorId(Wire.text(question, "executorId")),
                SigningKey.ofSeed(Wire.bytes(question, "seed")));
    }
}
