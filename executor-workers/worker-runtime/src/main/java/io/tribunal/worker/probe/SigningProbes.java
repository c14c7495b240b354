package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.schemas.codec.OrderCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.worker.BatchSigner;
import io.tribunal.worker.recovery.OwnRejoin;
import java.util.List;

/** What an executor signs: the same bytes from everyone, since Ed25519 is deterministic. */
final class SigningProbes {
    private SigningProbes() {}

    static ObjectNode batch(JsonNode question) {
        BatchSigner signer = new BatchSigner(
                Wire.hash(question, "deployment"),
                new ExecutorId(Wire.text(question, "executorId")),
                key(question),
                Wire.int32(question, "schemaId"));
        List<Bytes> responses = Wire.list(question, "responses", hex -> Bytes.hex(hex.asText()));
        return Wire.value(
                signer.sign(Wire.int32(question, "partition"), Wire.int64(question, "processedTo"), responses));
    }

    static ObjectNode rejoin(JsonNode question) {
        Hash deployment = Wire.hash(question, "deployment");
        OwnRejoin own = new OwnRejoin(
                deployment, new ExecutorId(Wire.text(question, "executorId")), key(question), Ed25519.verifier());
        return Wire.value(OrderCodec.encode(
                Wire.int32(question, "schemaId"), deployment, own.to(Wire.int64(question, "isolation"))));
    }

    private static SigningKey key(JsonNode question) {
        return SigningKey.ofSeed(Wire.bytes(question, "seed"));
    }
}
