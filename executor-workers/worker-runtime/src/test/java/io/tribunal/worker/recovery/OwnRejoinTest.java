package io.tribunal.worker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.schemas.codec.DecisionLogCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.worker.response.KeySigner;
import org.junit.jupiter.api.Test;

/** Other writers of the decision log must not make an executor believe that its request is already written. */
class OwnRejoinTest {
    private static final Hash DEPLOYMENT = Hash.sha256(new byte[] {1});
    private static final ExecutorId EXECUTOR = new ExecutorId("e1");
    private static final SigningKey KEY =
            SigningKey.ofSeed(Hash.sha256(new byte[] {2}).bytes());
    private static final SigningKey OTHER =
            SigningKey.ofSeed(Hash.sha256(new byte[] {3}).bytes());

    private final OwnRejoin own =
            new OwnRejoin(DEPLOYMENT, EXECUTOR, new KeySigner(DEPLOYMENT, EXECUTOR, KEY), Ed25519.verifier());

    private boolean knows(DecisionLogRecord.Content content) {
        return own.matches(new DecisionLogRecord(0, content), 4);
    }

    @Test
    void shouldRecognizeItsOwnRequest() {
        byte[] value = DecisionLogCodec.encode(0, DEPLOYMENT, own.record(4));

        assertThat(own.matches(DecisionLogCodec.decode(7, true, value), 4)).isTrue();
        assertThat(own.matches(DecisionLogCodec.decode(7, true, value), 5)).isFalse();
    }

    @Test
    void shouldNotTakeAnotherRequestForItsOwn() {
        byte[] message = DecisionLogRecord.Rejoin.signedBytes(DEPLOYMENT, EXECUTOR, 4);
        KeySignature good = KeySignature.by(KEY, message);
        KeySignature forged = new KeySignature(KEY.keyId().value(), Bytes.wrap(OTHER.sign(message)));
        KeySignature byAnother = KeySignature.by(OTHER, message);
        ExecutorId stranger = new ExecutorId("e2");

        assertThat(knows(new DecisionLogRecord.Rejoin(DEPLOYMENT, EXECUTOR, 4, good)))
                .isTrue();
        assertThat(knows(new DecisionLogRecord.Rejoin(DEPLOYMENT, EXECUTOR, 4, forged)))
                .isFalse();
        assertThat(knows(new DecisionLogRecord.Rejoin(DEPLOYMENT, EXECUTOR, 4, byAnother)))
                .isFalse();
        assertThat(knows(new DecisionLogRecord.Rejoin(
                        DEPLOYMENT,
                        stranger,
                        4,
                        KeySignature.by(KEY, DecisionLogRecord.Rejoin.signedBytes(DEPLOYMENT, stranger, 4)))))
                .isFalse();
        assertThat(knows(new DecisionLogRecord.Rejoin(
                        Hash.ZERO,
                        EXECUTOR,
                        4,
                        KeySignature.by(KEY, DecisionLogRecord.Rejoin.signedBytes(Hash.ZERO, EXECUTOR, 4)))))
                .isFalse();
        assertThat(knows(new DecisionLogRecord.Ratification(4, good))).isFalse();
        assertThat(knows(new DecisionLogRecord.Unreadable("noise"))).isFalse();
    }
}
