package io.tribunal.core.decision;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.signature.Signer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A signature and the key that is claimed to have made it. */
public record KeySignature(String keyId, Bytes signature) {
    public static KeySignature by(Signer signer, byte[] message) {
        return new KeySignature(signer.keyId().value(), Bytes.wrap(signer.sign(message)));
    }

    /** The message signed by each, ascending by key id. */
    static List<KeySignature> byAll(Collection<? extends Signer> signers, byte[] message) {
        return signers.stream()
                .map(signer -> by(signer, message))
                .sorted(Comparator.comparing(KeySignature::keyId))
                .toList();
    }
}
