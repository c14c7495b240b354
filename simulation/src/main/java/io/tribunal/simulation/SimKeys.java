package io.tribunal.simulation;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.signature.Signer;
import io.tribunal.schemas.signing.SigningKey;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Valid public keys made from names, and signatures that anyone could forge: a simulation needs speed, not secrets. */
public final class SimKeys {
    /** Accepts what {@link #signer} has signed, and nothing else. */
    public static final SignatureVerifier VERIFIER =
            (publicKey, message, signature) -> Arrays.equals(seal(publicKey, message), signature);

    private static final Map<String, SigningKey> KEYS = new ConcurrentHashMap<>();

    private SimKeys() {}

    public static Signer signer(String name) {
        SigningKey key = key(name);
        return new SealingSigner(key.keyId(), key.publicKey());
    }

    /** The name's key, owned by the name. */
    public static RegisteredKey registered(String name, Role role) {
        return new RegisteredKey(key(name).keyId(), role, name, key(name).publicKey());
    }

    /** The real key behind the name. */
    static SigningKey key(String name) {
        return KEYS.computeIfAbsent(
                name,
                text -> SigningKey.ofSeed(
                        Hash.sha256(Bytes.utf8("simulated " + text).array()).bytes()));
    }

    private static byte[] seal(byte[] publicKey, byte[] message) {
        Hash first = Hash.sha256(publicKey, message);
        byte[] signature = Arrays.copyOf(first.array(), 2 * Hash.LENGTH);
        System.arraycopy(Hash.sha256(first.array(), publicKey).array(), 0, signature, Hash.LENGTH, Hash.LENGTH);
        return signature;
    }

    private record SealingSigner(KeyId keyId, Bytes publicKey) implements Signer {
        @Override
        public byte[] sign(byte[] message) {
            return seal(publicKey.array(), message);
        }
    }
}
