package io.tribunal.worker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.CheckpointTally;
import io.tribunal.core.recovery.SignedCheckpoint;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.core.recovery.StateSnapshot;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.kafka.recovery.CompactedSnapshots;
import io.tribunal.schemas.codec.SnapshotChunkCodec;
import io.tribunal.schemas.codec.SnapshotKey;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.worker.Replica;
import io.tribunal.worker.TestLog;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Of three validators two must have signed. */
class SnapshotChoiceTest {
    private static final long EVERYTHING = 1_000;

    private final TestLog log = new TestLog(UnaryOperator.identity(), 3);
    private final CompactedSnapshots shelf = new CompactedSnapshots();
    private final CheckpointTally tally;
    private final Replica replica;

    SnapshotChoiceTest() {
        for (int i = 0; i < 9; i++) {
            log.greet("ann");
        }
        replica = new Replica(log);
        tally = new CheckpointTally(
                log.genesis(),
                replica.verifiedSnapshot(9).admission(Ed25519.verifier()).chain(),
                Ed25519.verifier());
    }

    private void shelve(long offset, StateSnapshot snapshot) {
        for (SnapshotChunk chunk : snapshot.chunks(log.deployment(), 0, offset)) {
            shelf.take(SnapshotKey.of(chunk).encode(), SnapshotChunkCodec.encode(0, chunk));
        }
    }

    private void shelve(long offset) {
        shelve(offset, replica.stages().get(offset).snapshot());
    }

    private void sign(long offset, SigningKey... keys) {
        Checkpoint checkpoint = replica.stages().get(offset).checkpoint();
        for (SigningKey key : keys) {
            tally.add(SignedCheckpoint.by(key, checkpoint));
        }
    }

    private void finish(long offset) {
        sign(offset, log.validatorKeys.get(0), log.validatorKeys.get(2));
    }

    private Optional<Long> chosen(long resumeFrom) {
        return new SnapshotChoice(shelf, tally, Ed25519.verifier())
                .choose(0, resumeFrom, log::record)
                .map(VerifiedSnapshot::businessOffset);
    }

    @Test
    void shouldChooseTheNewestSnapshotThatLeavesNoRequestUnanswered() {
        for (long offset : new long[] {3, 6, 9}) {
            shelve(offset);
            finish(offset);
        }

        assertThat(chosen(EVERYTHING)).contains(9L);
        assertThat(chosen(9)).contains(6L);
        assertThat(chosen(4)).contains(3L);
        assertThat(chosen(3)).as("none is below, so the newest").contains(9L);
        assertThat(chosen(0)).contains(9L);
    }

    @Test
    void shouldSkipASnapshotWithTooFewSignatures() {
        shelve(3);
        shelve(6);
        finish(3);
        sign(6, log.validatorKeys.get(0), log.validatorKeys.get(0), log.executorKey);

        assertThat(chosen(EVERYTHING)).contains(3L);
    }

    @Test
    void shouldTryAnOlderSnapshotWhenOneIsForged() {
        StateSnapshot honest = replica.stages().get(6L).snapshot();
        TreeMap<Bytes, Bytes> richer = new TreeMap<>(honest.entries());
        richer.put(Bytes.utf8("ann"), Bytes.utf8("1000"));
        shelve(3);
        shelve(6, new StateSnapshot(honest.postState(), richer, honest.context()));
        finish(3);
        finish(6);

        assertThat(chosen(EVERYTHING)).contains(3L);
    }

    @Test
    void shouldTryAnOlderSnapshotWhenOneIsIncomplete() {
        shelve(3);
        finish(3);
        finish(6);
        SnapshotChunk half =
                new SnapshotChunk(log.deployment(), 0, 6, 0, 2, Bytes.wrap(new byte[SnapshotChunk.MAX_CONTENT]));
        shelf.take(SnapshotKey.of(half).encode(), SnapshotChunkCodec.encode(0, half));

        assertThat(chosen(EVERYTHING)).contains(3L);
    }

    @Test
    void shouldChooseNothingWithoutSnapshots() {
        finish(3);
        assertThat(chosen(EVERYTHING)).isEmpty();
        shelve(6);
        assertThat(chosen(EVERYTHING)).isEmpty();
    }

    @Test
    void shouldForgetASnapshotAfterItsTombstone() {
        shelve(3);
        assertThat(shelf.chunks(new LogPosition(0, 3))).isNotEmpty();
        shelf.take(new SnapshotKey(new LogPosition(0, 3), 0).encode(), null);

        assertThat(shelf.offsets(0)).isEmpty();
        assertThat(shelf.chunks(new LogPosition(0, 3))).isEmpty();
    }
}
