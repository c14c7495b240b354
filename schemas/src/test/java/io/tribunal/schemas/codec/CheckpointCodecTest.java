package io.tribunal.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.SignedCheckpoint;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointCodecTest {
    private static final SigningKey KEY =
            SigningKey.ofSeed(Hash.sha256(new byte[] {9}).bytes());
    private static final SignedCheckpoint SIGNED =
            SignedCheckpoint.by(KEY, new Checkpoint(hash(1), 3, 70_000_000_000L, hash(2), hash(3), hash(4)));
    private static final SnapshotChunk CHUNK =
            new SnapshotChunk(hash(1), 3, 70_000_000_000L, 1, 2, Bytes.utf8("some of the state"));

    private static Hash hash(int seed) {
        return Hash.sha256(new byte[] {(byte) seed});
    }

    @Test
    void shouldDecodeAnEncodedCheckpoint() {
        assertThat(CheckpointCodec.decode(true, CheckpointCodec.encode(7, SIGNED)))
                .contains(SIGNED);
    }

    @Test
    void shouldDecodeAnEncodedChunk() {
        assertThat(SnapshotChunkCodec.decode(SnapshotChunkCodec.encode(7, CHUNK)))
                .contains(CHUNK);
    }

    @Test
    void shouldAcceptTheLargestChunk() {
        SnapshotChunk largest = new SnapshotChunk(
                hash(1),
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                SnapshotChunk.MAX_COUNT - 1,
                SnapshotChunk.MAX_COUNT,
                Bytes.wrap(new byte[SnapshotChunk.MAX_CONTENT]));

        assertThat(SnapshotChunkCodec.decode(SnapshotChunkCodec.encode(0, largest)))
                .contains(largest);
    }

    @Test
    void shouldAcceptOnlyTheCanonicalEncoding() {
        byte[] good = CheckpointCodec.encode(0, SIGNED);
        for (int bit = 8 * WireFormat.HEADER; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            Optional<SignedCheckpoint> read = CheckpointCodec.decode(true, bad);
            assertThat(read).isNotEqualTo(Optional.of(SIGNED));
            read.ifPresent(other -> assertThat(CheckpointCodec.encode(0, other)).isEqualTo(bad));
        }
        for (int length = 0; length < good.length; length++) {
            assertThat(CheckpointCodec.decode(true, Arrays.copyOf(good, length)))
                    .isEmpty();
        }
        assertThat(CheckpointCodec.decode(true, Arrays.copyOf(good, good.length + 1)))
                .isEmpty();
    }

    @Test
    void shouldReturnEmptyForMalformedChunks() {
        byte[] good = SnapshotChunkCodec.encode(0, CHUNK);
        for (int bit = 8 * WireFormat.HEADER; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            Optional<SnapshotChunk> read = SnapshotChunkCodec.decode(bad);
            assertThat(read).isNotEqualTo(Optional.of(CHUNK));
            read.ifPresent(
                    other -> assertThat(SnapshotChunkCodec.encode(0, other)).isEqualTo(bad));
        }
        assertThat(SnapshotChunkCodec.decode(null)).isEmpty();
    }

    @Test
    void shouldReturnEmptyForACheckpointWithoutABrokerTimestampOrTooLong() {
        byte[] good = CheckpointCodec.encode(0, SIGNED);
        SignedCheckpoint padded = new SignedCheckpoint(
                SIGNED.checkpoint(),
                new KeySignature(SIGNED.signature().keyId(), Bytes.wrap(new byte[CheckpointCodec.MAX_VALUE])));

        assertThat(CheckpointCodec.decode(false, good)).isEmpty();
        assertThat(CheckpointCodec.decode(true, null)).isEmpty();
        assertThat(CheckpointCodec.decode(true, CheckpointCodec.encode(0, padded)))
                .isEmpty();
    }

    @Test
    void shouldDecodeEncodedKeys() {
        SnapshotKey key = SnapshotKey.of(CHUNK);

        assertThat(new String(key.encode(), StandardCharsets.UTF_8)).isEqualTo("3/70000000000/1");
        assertThat(SnapshotKey.decode(key.encode())).contains(key);
        assertThat(key.position()).isEqualTo(new LogPosition(3, 70_000_000_000L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1/2",
                "1/2/3/4",
                "01/2/3",
                "1/2/-3",
                "1/ 2/3",
                "a/2/3",
                "9999999999/2/3",
                "1/2/9999999999",
                "1/99999999999999999999/3",
                "1/9223372036854775808/3",
                "1/2/3\n"
            })
    void shouldReturnEmptyForMalformedKeys(String key) {
        assertThat(SnapshotKey.decode(key.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(SnapshotKey.decode(null)).isEmpty();
    }
}
