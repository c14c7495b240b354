package io.tribunal.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.SignedCheckpoint;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointSignerTest {
    private static final SigningKey KEY =
            SigningKey.ofSeed(Hash.sha256(new byte[] {1}).bytes());
    private static final SigningKey OTHER =
            SigningKey.ofSeed(Hash.sha256(new byte[] {2}).bytes());
    private static final Checkpoint FIRST = checkpoint(1000);
    private static final Checkpoint SECOND = checkpoint(2000);

    private final List<SignedCheckpoint> written = new ArrayList<>();
    private final CheckpointSigner notary = new CheckpointSigner(new ValidatorIdentity(new ValidatorId("v1"), KEY, Ed25519.verifier()), written::add);

    private static Checkpoint checkpoint(long offset) {
        return new Checkpoint(Hash.ZERO, 0, offset, Hash.ZERO, Hash.ZERO, Hash.ZERO);
    }

    @Test
    void shouldSignWhatItDerivesOnceInOrder() {
        notary.derive(FIRST);
        notary.derive(SECOND);
        notary.sign();
        notary.derive(FIRST);
        notary.sign();

        assertThat(written).containsExactly(SignedCheckpoint.by(KEY, FIRST), SignedCheckpoint.by(KEY, SECOND));
    }

    @Test
    void shouldNotSignAgainWhatItHasSignedBeforeARestart() {
        notary.recall(SignedCheckpoint.by(KEY, FIRST));
        notary.derive(FIRST);
        notary.sign();

        assertThat(written).isEmpty();
    }

    @Test
    void shouldNotBeSilencedByWhatOthersWriteInItsName() {
        notary.recall(SignedCheckpoint.by(OTHER, FIRST));
        notary.recall(new SignedCheckpoint(
                FIRST, new KeySignature(KEY.keyId().value(), Bytes.wrap(OTHER.sign(FIRST.signedBytes())))));
        notary.derive(FIRST);
        notary.sign();

        assertThat(written).containsExactly(SignedCheckpoint.by(KEY, FIRST));
    }
}
