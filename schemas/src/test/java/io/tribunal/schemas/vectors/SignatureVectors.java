package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.PublicKeys;
import io.tribunal.schemas.signing.SignatureEdge;

/** Edge cases of Ed25519 in which implementations are known to differ. */
final class SignatureVectors implements GoldenFile {
    @Override
    public String name() {
        return "signatures";
    }

    @Override
    public JsonNode generate() {
        return Json.file(
                "Ed25519 (PROTOCOL 2). keyValid: the key may be registered; a key that may not is refused before any"
                        + " verification. valid: a signature by a registered key is accepted.",
                SignatureEdge.all().stream()
                        .map(edge -> Json.object()
                                .put("name", edge.name())
                                .put("publicKey", edge.publicKey().toHex())
                                .put("message", edge.message().toHex())
                                .put("signature", edge.signature().toHex())
                                .put("keyValid", edge.keyValid())
                                .put("valid", edge.valid()))
                        .collect(Json.toArray()));
    }

    @Override
    public void check(JsonNode file) {
        assertThat(file.get("cases")).allSatisfy(edge -> {
            boolean keyValid = PublicKeys.isValid(Json.bytes(edge.get("publicKey")));
            assertThat(keyValid).isEqualTo(edge.get("keyValid").asBoolean());
            assertThat(keyValid && verifies(edge)).isEqualTo(edge.get("valid").asBoolean());
        });
    }

    private static boolean verifies(JsonNode edge) {
        return Ed25519.verifier()
                .verify(
                        Json.bytes(edge.get("publicKey")).array(),
                        Json.bytes(edge.get("message")).array(),
                        Json.bytes(edge.get("signature")).array());
    }
}
