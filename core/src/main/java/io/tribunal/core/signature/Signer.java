package io.tribunal.core.signature;

import io.tribunal.core.identity.KeyId;

/** Port: a private key that signs (Ed25519, RFC 8032). */
public interface Signer {
    KeyId keyId();

    /** The 64-byte signature over the message. */
    byte[] sign(byte[] message);
}
