package io.tribunal.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Three validators, one of which may be faulty: two signatures are needed. */
class CheckpointTallyTest {
    private static final LogPosition PLACE = new LogPosition(0, 9);

    private final BusinessLogFixture log = new BusinessLogFixture();

    private CheckpointTally tally() {
        return new CheckpointTally(log.genesis, log.admission().chain(), BusinessLogFixture.VERIFIER);
    }

    private Checkpoint checkpoint(long offset, int state) {
        return new Checkpoint(log.deployment, 0, offset, Hash.sha256(new byte[] {(byte) state}), Hash.ZERO, Hash.ZERO);
    }

    private static SignedCheckpoint by(String key, Checkpoint checkpoint) {
        return new SignedCheckpoint(checkpoint, BusinessLogFixture.sign(key, checkpoint.signedBytes()));
    }

    @Test
    void shouldAcceptACheckpointSignedByOneMoreThanTheFaultyValidators() {
        CheckpointTally tally = tally();

        assertThat(tally.add(by("v1", checkpoint(9, 1)))).isTrue();
        assertThat(tally.at(PLACE)).isEmpty();
        assertThat(tally.add(by("v3", checkpoint(9, 1)))).isTrue();
        assertThat(tally.at(PLACE)).contains(checkpoint(9, 1));
        assertThat(tally.add(by("v2", checkpoint(9, 2)))).isTrue();
        assertThat(tally.at(PLACE)).contains(checkpoint(9, 1));
    }

    @Test
    void shouldCountAValidatorOnceWhateverKeysItHas() {
        CheckpointTally tally = tally();
        tally.add(by("v1", checkpoint(9, 1)));

        assertThat(tally.add(by("v1", checkpoint(9, 1)))).isFalse();
        assertThat(tally.add(by("v1-too", checkpoint(9, 1)))).isFalse();
        assertThat(tally.at(PLACE)).isEmpty();
    }

    @Test
    void shouldCountOnlyTheFirstCheckpointOfAValidator() {
        CheckpointTally tally = tally();
        tally.add(by("v1", checkpoint(9, 1)));
        tally.add(by("v1", checkpoint(9, 2)));
        tally.add(by("v2", checkpoint(9, 2)));

        assertThat(tally.at(PLACE)).isEmpty();
    }

    @Test
    void shouldNotCountOtherKeys() {
        for (String other : new String[] {"e1", "root", "client", "stray", "unknown"}) {
            CheckpointTally tally = tally();
            tally.add(by("v1", checkpoint(9, 1)));

            assertThat(tally.add(by(other, checkpoint(9, 1)))).as(other).isFalse();
            assertThat(tally.at(PLACE)).as(other).isEmpty();
        }
    }

    @Test
    void shouldNotCountAKeyThatIsRevokedByNow() {
        CheckpointTally before = tally();
        log.mandate(new Action.RevokeKey(BusinessLogFixture.keyId("v2")));
        CheckpointTally after = tally();

        assertThat(before.add(by("v2", checkpoint(9, 1)))).isTrue();
        assertThat(after.add(by("v2", checkpoint(9, 1)))).isFalse();
    }

    @Test
    void shouldNotCountSignaturesOverSomethingElse() {
        CheckpointTally tally = tally();
        SignedCheckpoint moved = new SignedCheckpoint(
                checkpoint(9, 1), by("v1", checkpoint(8, 1)).signature());

        assertThat(tally.add(moved)).isFalse();
    }

    @Test
    void shouldSignEachField() {
        Hash a = Hash.sha256(new byte[] {1});
        Checkpoint one = new Checkpoint(Hash.ZERO, 1, 2, Hash.ZERO, Hash.ZERO, Hash.ZERO);

        for (Checkpoint other : new Checkpoint[] {
            new Checkpoint(a, 1, 2, Hash.ZERO, Hash.ZERO, Hash.ZERO),
            new Checkpoint(Hash.ZERO, 2, 2, Hash.ZERO, Hash.ZERO, Hash.ZERO),
            new Checkpoint(Hash.ZERO, 1, 3, Hash.ZERO, Hash.ZERO, Hash.ZERO),
            new Checkpoint(Hash.ZERO, 1, 2, a, Hash.ZERO, Hash.ZERO),
            new Checkpoint(Hash.ZERO, 1, 2, Hash.ZERO, a, Hash.ZERO),
            new Checkpoint(Hash.ZERO, 1, 2, Hash.ZERO, Hash.ZERO, a)
        }) {
            assertThat(other.signedBytes()).isNotEqualTo(one.signedBytes());
        }
        assertThat(new String(one.signedBytes(), StandardCharsets.ISO_8859_1))
                .startsWith("DSSEv1 38 application/vnd.tribunal.checkpoint.v1 140 ");
    }

    @Test
    void shouldSeparatePositions() {
        CheckpointTally tally = tally();
        tally.add(by("v1", checkpoint(9, 1)));
        tally.add(by("v2", checkpoint(10, 1)));
        Checkpoint elsewhere =
                new Checkpoint(log.deployment, 1, 9, checkpoint(9, 1).postState(), Hash.ZERO, Hash.ZERO);
        tally.add(by("v2", elsewhere));

        assertThat(tally.at(PLACE)).isEmpty();
        assertThat(tally.at(new LogPosition(1, 9))).isEmpty();
    }

    @Test
    void shouldNotCountForAnotherDeployment() {
        Checkpoint foreign = new Checkpoint(Hash.ZERO, 0, 9, Hash.ZERO, Hash.ZERO, Hash.ZERO);

        assertThat(tally().add(by("v1", foreign))).isFalse();
    }

    @Test
    void shouldRefuseAnImpossiblePosition() {
        assertThatThrownBy(() -> new Checkpoint(Hash.ZERO, -1, 0, Hash.ZERO, Hash.ZERO, Hash.ZERO))
                .hasMessage("no such position: -1@0");
        assertThatThrownBy(() -> new Checkpoint(Hash.ZERO, 0, -1, Hash.ZERO, Hash.ZERO, Hash.ZERO))
                .hasMessage("no such position: 0@-1");
    }
}
