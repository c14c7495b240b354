package io.tribunal.isolation.signing;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.signature.Signer;
import io.tribunal.schemas.signing.SigningKey;

/** A validator's name and key: it signs, and recognizes its own signatures. */
public record ValidatorIdentity(ValidatorId validator, Signer signer, Bytes publicKey, SignatureVerifier verifier) {
    public ValidatorIdentity(ValidatorId validator, SigningKey key, SignatureVerifier verifier) {
        this(validator, key, key.publicKey(), verifier);
    }

    public KeySignature sign(byte[] message) {
        return KeySignature.by(signer, message);
    }

    /** Whether this validator's key made the signature; the key id alone does not prove that. */
    public boolean hasSigned(byte[] message, KeySignature signature) {
        return signature.keyId().equals(signer.keyId().value())
                && verifier.verify(
                        publicKey.array(), message, signature.signature().array());
    }

    /** Whether the key is in force as this validator's, so that others count its signatures. */
    public boolean isInForce(Registry registry) {
        return registry.find(signer.keyId())
                .filter(key -> key.role() == Role.VALIDATOR && key.owner().equals(validator.value()))
                .isPresent();
    }
}
