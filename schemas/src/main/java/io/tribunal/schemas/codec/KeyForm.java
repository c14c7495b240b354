package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.schemas.avro.PublicKey;
import io.tribunal.schemas.signing.PublicKeys;

/** The travel form of registered keys; an odd public key is refused here, before anything is verified with it. */
final class KeyForm {
    private KeyForm() {}

    static io.tribunal.schemas.avro.RegisteredKey toAvro(RegisteredKey key) {
        requireValid(key.publicKey());
        return new io.tribunal.schemas.avro.RegisteredKey(
                key.keyId().value(),
                io.tribunal.schemas.avro.Role.valueOf(key.role().name()),
                key.owner(),
                new PublicKey(key.publicKey().array()));
    }

    static RegisteredKey fromAvro(io.tribunal.schemas.avro.RegisteredKey avro) {
        Bytes publicKey = Bytes.wrap(avro.getPublicKey().bytes());
        requireValid(publicKey);
        return new RegisteredKey(
                new KeyId(avro.getKeyId()), Role.valueOf(avro.getRole().name()), avro.getOwner(), publicKey);
    }

    private static void requireValid(Bytes publicKey) {
        AvroValues.require(PublicKeys.isValid(publicKey), "publicKey is no canonical Ed25519 key of prime order");
    }
}
