package io.tribunal.schemas.signing;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Validates raw Ed25519 public keys (RFC 8032) and derives their key ids. */
public final class PublicKeys {
    private static final String PREFIX = "ed25519:";
    private static final int HEX_DIGITS = 32;

    private PublicKeys() {}

    /**
     * Whether a key is 32 bytes, canonical, on the curve and in the prime-order subgroup, so that all verifiers agree
     * on it.
     */
    public static boolean isValid(Bytes raw) {
        return raw.length() == RegisteredKey.PUBLIC_KEY_LENGTH && Ed25519.validatePublicKeyFull(raw.array(), 0);
    }

    /** {@code ed25519:} and the first 32 hex digits of the key's SHA-256. */
    public static KeyId keyIdOf(Bytes raw) {
        return new KeyId(PREFIX + Hash.sha256(raw.array()).toHex().substring(0, HEX_DIGITS));
    }
}
