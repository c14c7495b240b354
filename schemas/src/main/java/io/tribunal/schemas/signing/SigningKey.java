package io.tribunal.schemas.signing;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.signature.Signer;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** An Ed25519 private key (RFC 8032). Thread-safe; toString() does not reveal it. */
public final class SigningKey implements Signer {
    private final Ed25519PrivateKeyParameters privateKey;
    private final Bytes publicKey;
    private final KeyId keyId;
    private final MessageSigner signer;

    SigningKey(Ed25519PrivateKeyParameters privateKey) {
        this.privateKey = privateKey;
        this.publicKey = Bytes.wrap(privateKey.generatePublicKey().getEncoded());
        this.keyId = PublicKeys.keyIdOf(publicKey);
        this.signer = MessageSigner.fastest(privateKey);
    }

    public static SigningKey generate() {
        return new SigningKey(new Ed25519PrivateKeyParameters(new SecureRandom()));
    }

    /** The key of a 32-byte seed, for test vectors with public seeds. */
    public static SigningKey ofSeed(Bytes seed) {
        return new SigningKey(new Ed25519PrivateKeyParameters(seed.array(), 0));
    }

    /**
     * Reads a PKCS#8 PEM file.
     *
     * @throws KeyFileException when the file does not exist, holds no Ed25519 private key, or others than its owner may use it
     */
    public static SigningKey fromPem(Path file) {
        return new SigningKey(KeyFile.read(file));
    }

    /**
     * Checks a file whose key another program uses.
     *
     * @throws KeyFileException when the file does not exist, or others than its owner may use it
     */
    public static void requireOwnerOnly(Path file) {
        KeyFile.requireOwnerOnly(file);
    }

    /**
     * Writes a new PKCS#8 PEM file that only its owner may read.
     *
     * @throws KeyFileException when the file cannot be written or exists already
     */
    public void toPem(Path file) {
        KeyFile.write(file, privateKey);
    }

    @Override
    public KeyId keyId() {
        return keyId;
    }

    /** The raw 32 bytes. */
    public Bytes publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        return signer.sign(message);
    }

    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}
