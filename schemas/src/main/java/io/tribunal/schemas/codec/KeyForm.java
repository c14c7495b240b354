package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.schemas.avro.PublicKey;
import io.tribunal.schemas.signing.PublicKeys;

/**
 * Converts registered keys to and from Avro. Refuses an invalid public key, or one whose key id does not match, before
 * anything is verified with it.
 */
final class KeyForm {
    private KeyForm() {}

    static io.tribunal.schemas.avro.RegisteredKey toAvro(RegisteredKey key) {
        check(key);
        return new io.tribunal.schemas.avro.RegisteredKey(
                key.keyId().value(),
                io.tribunal.schemas.avro.Role.valueOf(key.role().name()),
                key.owner(),
                new PublicKey(key.publicKey().array()));
    }

    static RegisteredKey fromAvro(io.tribunal.schemas.avro.RegisteredKey avro) {
        RegisteredKey key = read(avro);
        check(key);
        return key;
    }

    /** A key of which nothing but its id is checked: validating it costs as much as a signature. */
    static RegisteredKey unvalidated(io.tribunal.schemas.avro.RegisteredKey avro) {
        RegisteredKey key = read(avro);
        requireOwnId(key);
        return key;
    }

    private static RegisteredKey read(io.tribunal.schemas.avro.RegisteredKey avro) {
        return new RegisteredKey(
                new KeyId(avro.getKeyId()),
                Role.valueOf(avro.getRole().name()),
                avro.getOwner(),
                Bytes.wrap(avro.getPublicKey().bytes()));
    }

    private static void check(RegisteredKey key) {
        AvroValues.require(PublicKeys.isValid(key.publicKey()), "publicKey is no canonical Ed25519 key of prime order");
        requireOwnId(key);
    }

    private static void requireOwnId(RegisteredKey key) {
        AvroValues.require(
                PublicKeys.keyIdOf(key.publicKey()).equals(key.keyId()), "keyId is not that of the public key");
    }
}
