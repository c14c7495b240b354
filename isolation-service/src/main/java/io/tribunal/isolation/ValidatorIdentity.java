package io.tribunal.isolation;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.signature.Signer;
import io.tribunal.schemas.signing.SigningKey;

/** A validator's name and key: how it signs, and how it knows again what it has signed. */
record ValidatorIdentity(ValidatorId validator, Signer signer, Bytes publicKey, SignatureVerifier verifier) {
    ValidatorIdentity(ValidatorId validator, SigningKey key, SignatureVerifier verifier) {
        this(validator, key, key.publicKey(), verifier);
    }

    KeySignature sign(byte[] message) {
        return KeySignature.by(signer, message);
    }

    /** Whether the signature is this validator's own; what only bears its key id is not. */
    boolean hasSigned(byte[] message, KeySignature signature) {
        return signature.keyId().equals(signer.keyId().value())
                && verifier.verify(
                        publicKey.array(), message, signature.signature().array());
    }

    /** Whether others would count it. */
    boolean counts(Registry registry) {
        return registry.find(signer.keyId())
                .filter(key -> key.role() == Role.VALIDATOR && key.owner().equals(validator.value()))
                .isPresent();
    }
}
