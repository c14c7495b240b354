package io.tribunal.kafka.founding;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.signature.PreAuthEncoding;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.core.signature.Signer;
import java.util.Optional;

/**
 * The list of a deployment's topics as it stands in the topic of rules: signed by a ROOT key of genesis, in an envelope of its
 * own payload type.
 */
public final class SignedTopics {
    static final String MEDIA_TYPE = "application/vnd.tribunal.topics.v1+json";

    private SignedTopics() {}

    /** Signs the list. */
    public static SignedEnvelope sign(TopicIds topics, Signer root) {
        Bytes payload = topics.encode();
        byte[] signature = root.sign(PreAuthEncoding.encode(MEDIA_TYPE, payload.array()));
        return new SignedEnvelope(MEDIA_TYPE, payload, root.keyId().value(), Bytes.wrap(signature), Optional.empty());
    }

    /** The list in an envelope; empty unless it is of that deployment and one of its ROOT keys signed it. */
    public static Optional<TopicIds> verified(
            SignedEnvelope envelope, Genesis genesis, Hash deployment, SignatureVerifier signatures) {
        if (!envelope.payloadType().equals(MEDIA_TYPE) || !isSignedByRoot(envelope, genesis, signatures)) {
            return Optional.empty();
        }
        return TopicIds.decode(envelope.payload())
                .filter(topics -> topics.deployment().equals(deployment));
    }

    private static boolean isSignedByRoot(SignedEnvelope envelope, Genesis genesis, SignatureVerifier signatures) {
        byte[] message = PreAuthEncoding.encode(MEDIA_TYPE, envelope.payload().array());
        for (RegisteredKey key : genesis.keys()) {
            if (key.role() == Role.ROOT && key.keyId().value().equals(envelope.keyId())) {
                return signatures.verify(
                        key.publicKey().array(), message, envelope.signature().array());
            }
        }
        return false;
    }
}
