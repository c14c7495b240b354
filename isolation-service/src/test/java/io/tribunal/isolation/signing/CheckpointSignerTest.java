package io.tribunal.isolation.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.partition.LogContradictionException;
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
    private final CheckpointSigner signer =
            new CheckpointSigner(new ValidatorIdentity(new ValidatorId("v1"), KEY, Ed25519.verifier()), written::add);

    private static Checkpoint checkpoint(long offset) {
        return new Checkpoint(Hash.ZERO, 0, offset, Hash.ZERO, Hash.ZERO, Hash.ZERO);
    }

    @Test
    void shouldSignDerivedCheckpointsOnceInOrder() {
        signer.add(FIRST);
        signer.add(SECOND);
        signer.signPending();
        signer.add(FIRST);
        signer.signPending();

        assertThat(written).containsExactly(SignedCheckpoint.by(KEY, FIRST), SignedCheckpoint.by(KEY, SECOND));
    }

    @Test
    void shouldNotSignAgainAfterARestart() {
        signer.onRecord(SignedCheckpoint.by(KEY, FIRST));
        signer.add(FIRST);
        signer.signPending();

        assertThat(written).isEmpty();
    }

    @Test
    void shouldSignAlthoughOthersForgedItsSignature() {
        signer.onRecord(SignedCheckpoint.by(OTHER, FIRST));
        signer.onRecord(new SignedCheckpoint(
                FIRST, new KeySignature(KEY.keyId().value(), Bytes.wrap(OTHER.sign(FIRST.signedBytes())))));
        signer.add(FIRST);
        signer.signPending();

        assertThat(written).containsExactly(SignedCheckpoint.by(KEY, FIRST));
    }

    private static Checkpoint otherState(Checkpoint checkpoint) {
        return new Checkpoint(
                Hash.ZERO,
                0,
                checkpoint.businessOffset(),
                Hash.sha256(new byte[] {3}),
                checkpoint.stateRoot(),
                checkpoint.contextRoot());
    }

    @Test
    void shouldNotGoOnWhenItHadSignedAnotherState() {
        signer.onRecord(SignedCheckpoint.by(KEY, FIRST));

        assertThatExceptionOfType(LogContradictionException.class)
                .isThrownBy(() -> signer.add(otherState(FIRST)))
                .withMessageStartingWith("business-log 0@1000: ");
    }

    @Test
    void shouldNotGoOnWhenItReadsThatItHadSignedAnotherState() {
        signer.add(otherState(FIRST));

        assertThatExceptionOfType(LogContradictionException.class)
                .isThrownBy(() -> signer.onRecord(SignedCheckpoint.by(KEY, FIRST)));
    }

    @Test
    void shouldGoOnWhenOthersSignedAnotherState() {
        signer.onRecord(SignedCheckpoint.by(OTHER, FIRST));
        signer.add(otherState(FIRST));
        signer.signPending();

        assertThat(written).containsExactly(SignedCheckpoint.by(KEY, otherState(FIRST)));
    }
}
