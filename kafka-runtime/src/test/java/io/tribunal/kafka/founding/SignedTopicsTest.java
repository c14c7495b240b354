package io.tribunal.kafka.founding;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignedTopicsTest {
    private final TopicIds topics = new FoundingFixture().list();
    private final SignedEnvelope signed = SignedTopics.sign(topics, FoundingFixture.ROOT);

    private static Optional<TopicIds> verified(SignedEnvelope envelope) {
        return SignedTopics.verified(envelope, FoundingFixture.GENESIS, FoundingFixture.DEPLOYMENT, Ed25519.verifier());
    }

    @Test
    void shouldBeSignedByRoot() {
        assertThat(verified(signed)).contains(topics);
    }

    @Test
    void shouldNotBeSignedByAnybodyElse() {
        SignedEnvelope forged = SignedTopics.sign(topics, SigningKey.generate());

        assertThat(verified(forged)).isEmpty();
        assertThat(verified(new SignedEnvelope(
                        forged.payloadType(), forged.payload(), signed.keyId(), forged.signature(), Optional.empty())))
                .isEmpty();
    }

    @Test
    void shouldNotBeOfAnotherDeployment() {
        TopicIds other = new TopicIds(Hash.ZERO, topics.ids());

        assertThat(verified(SignedTopics.sign(other, FoundingFixture.ROOT))).isEmpty();
    }

    @Test
    void shouldNotBeOfAnotherType() {
        assertThat(verified(new SignedEnvelope(
                        "application/json", signed.payload(), signed.keyId(), signed.signature(), Optional.empty())))
                .isEmpty();
    }

    @Test
    void shouldNotBeAltered() {
        byte[] altered = signed.payload().array().clone();
        altered[altered.length - 5] ^= 1;

        assertThat(verified(new SignedEnvelope(
                        signed.payloadType(),
                        Bytes.wrap(altered),
                        signed.keyId(),
                        signed.signature(),
                        Optional.empty())))
                .isEmpty();
    }
}
