package io.tribunal.core.signature;

/** Port: cofactorless Ed25519 verification (RFC 8032 with S below L), 64-byte signatures only. */
@FunctionalInterface
public interface SignatureVerifier {
    /**
     * Whether the key's owner signed the message.
     *
     * @param publicKey raw 32 bytes of a key that was fully validated when it was registered
     * @return false for every signature that is not valid, whatever is wrong with it; never an exception
     */
    boolean verify(byte[] publicKey, byte[] message, byte[] signature);
}
