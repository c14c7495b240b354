package io.tribunal.schemas.signing;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Raw Ed25519 public keys (RFC 8032): which may be registered, and how they are named. */
public final class PublicKeys {
    private static final String PREFIX = "ed25519:";
    private static final int HEX_DIGITS = 32;

    private PublicKeys() {}

    /** 32 bytes, canonical, on the curve and in the prime-order subgroup: the keys on which all verifiers agree. */
    public static boolean isValid(Bytes raw) {
        return raw.length() == RegisteredKey.PUBLIC_KEY_LENGTH && Ed25519.validatePublicKeyFull(raw.array(), 0);
    }

    /** {@code ed25519:} and the first 32 hex digits of the key's SHA-256. */
    public static KeyId keyIdOf(Bytes raw) {
        return new KeyId(PREFIX + Hash.sha256(raw.array()).toHex().substring(0, HEX_DIGITS));
    }
}
