package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.signing.PublicKeys;
import io.tribunal.schemas.signing.SigningKey;
import java.util.stream.Stream;

/** The keys that sign in the other files, from public seeds. */
final class KeyVectors implements GoldenFile {
    @Override
    public String name() {
        return "keys";
    }

    @Override
    public JsonNode generate() {
        return Json.file(
                "Test keys; never use them elsewhere. The Ed25519 seed (RFC 8032) is SHA-256 of seedText; keyId is the"
                        + " usual name of a key; signature is that of the UTF-8 of seedText.",
                Stream.of("client", "root", "e1", "e2", "e3", "new", "stranger", "edge")
                        .map(name -> {
                            SigningKey key = Samples.key(name);
                            String seedText = "tribunal test key " + name;
                            return Json.object()
                                    .put("seedText", seedText)
                                    .put("publicKey", key.publicKey().toHex())
                                    .put("keyId", key.keyId().value())
                                    .put("signature", signature(key, seedText));
                        })
                        .collect(Json.toArray()));
    }

    @Override
    public void check(JsonNode file) {
        assertThat(file.get("cases")).allSatisfy(one -> {
            String seedText = one.get("seedText").asText();
            SigningKey key =
                    SigningKey.ofSeed(Hash.sha256(Bytes.utf8(seedText).array()).bytes());
            assertThat(key.publicKey()).isEqualTo(Json.bytes(one.get("publicKey")));
            assertThat(PublicKeys.keyIdOf(key.publicKey()).value())
                    .isEqualTo(one.get("keyId").asText());
            assertThat(signature(key, seedText)).isEqualTo(one.get("signature").asText());
        });
    }

    private static String signature(SigningKey key, String text) {
        return Bytes.wrap(key.sign(Bytes.utf8(text).array())).toHex();
    }
}
