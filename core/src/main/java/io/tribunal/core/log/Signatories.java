package io.tribunal.core.log;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.Role;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The signers of a message by the keys in force. Owners are counted, not keys and not signatures.
 *
 * @param role in which the keys must be registered
 */
public record Signatories(Registry registry, Role role, SignatureVerifier verifier) {

    /** The distinct owners of valid signatures. */
    public Set<String> owners(byte[] message, Collection<KeySignature> signatures) {
        return signatures.stream()
                .flatMap(signature -> owner(message, signature).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The owner of the key, if the signature is valid. */
    public Optional<String> owner(byte[] message, KeySignature signature) {
        return registry.findNamed(signature.keyId())
                .filter(key -> key.role() == role)
                .filter(key -> verifier.verify(
                        key.publicKey().array(), message, signature.signature().array()))
                .map(RegisteredKey::owner);
    }
}
