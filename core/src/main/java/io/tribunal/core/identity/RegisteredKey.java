package io.tribunal.core.identity;

/**
 * A public key, the role it may sign in and the one client, executor, validator or root that owns it.
 *
 * @param publicKey the raw 32-byte Ed25519 public key (RFC 8032), validated when it was registered
 */
public record RegisteredKey(KeyId keyId, Role role, String owner, Bytes publicKey) {
    public static final int PUBLIC_KEY_LENGTH = 32;

    public RegisteredKey {
        Identifier.checked("owner", owner);
        if (publicKey.length() != PUBLIC_KEY_LENGTH) {
            throw new IllegalArgumentException("an Ed25519 public key has 32 bytes, not " + publicKey.length());
        }
    }
}
