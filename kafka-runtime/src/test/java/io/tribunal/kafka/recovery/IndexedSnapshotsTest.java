package io.tribunal.kafka.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.schemas.codec.SnapshotChunkCodec;
import io.tribunal.schemas.codec.SnapshotKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IndexedSnapshotsTest {
    private static final LogPosition FINAL = new LogPosition(0, 7);
    private static final LogPosition OTHER_FINAL = new LogPosition(0, 9);
    private static final LogPosition FOREIGN = new LogPosition(0, 8);
    private static final long MAX_BYTES = 1 << 20;

    private record Stored(SnapshotKey key, byte @Nullable [] value) {}

    private final List<Stored> topic = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private final IndexedSnapshots snapshots =
            new IndexedSnapshots(Set.of(FINAL, OTHER_FINAL)::contains, this::read, MAX_BYTES);

    private void read(long first, long last, IndexedSnapshots.Records records) {
        read.add(first + "-" + last);
        topic.subList((int) first, (int) last + 1)
                .forEach(stored -> records.take(stored.key().encode(), stored.value()));
    }

    private void store(LogPosition position, int index, byte @Nullable [] value) {
        SnapshotKey key = new SnapshotKey(position, index);
        snapshots.take(topic.size(), key.encode(), value);
        topic.add(new Stored(key, value));
    }

    private void chunk(LogPosition position, int index, int count, String content) {
        SnapshotChunk chunk = new SnapshotChunk(
                Hash.ZERO, position.partition(), position.offset(), index, count, Bytes.utf8(content));
        store(position, index, SnapshotChunkCodec.encode(0, chunk));
    }

    private List<String> contents(LogPosition position) {
        return snapshots.chunks(position).stream()
                .map(chunk -> chunk.content().toUtf8())
                .toList();
    }

    @Test
    void shouldKeepNothingOfForeignChunksOfTwiceTheHeap() {
        long left = 2 * Runtime.getRuntime().maxMemory();
        for (int index = 0; left > 0; index++) {
            byte[] value = new byte[SnapshotChunk.MAX_CONTENT];
            LogPosition foreign = new LogPosition(0, 1_000 + index / SnapshotChunk.MAX_COUNT);
            snapshots.take(index, new SnapshotKey(foreign, index % SnapshotChunk.MAX_COUNT).encode(), value);
            snapshots.take(index, new SnapshotKey(FINAL, index % SnapshotChunk.MAX_COUNT).encode(), value);
            left -= value.length;
        }

        assertThat(snapshots.offsets(0)).as("too large").isEmpty();
    }

    @Test
    void shouldReadTheLatestChunksOfOnePositionOnly() {
        chunk(FOREIGN, 0, 1, "foreign");
        chunk(FINAL, 1, 2, "old");
        chunk(OTHER_FINAL, 0, 1, "other");
        chunk(FINAL, 0, 2, "first");
        chunk(FINAL, 1, 2, "second");
        chunk(FOREIGN, 0, 1, "foreign");

        assertThat(snapshots.offsets(0)).containsExactly(7L, 9L);
        assertThat(contents(FINAL)).containsExactly("first", "second");
        assertThat(contents(FOREIGN)).isEmpty();
        assertThat(read).containsExactly("1-4");
    }

    @Test
    void shouldForgetASnapshotThatWasDeleted() {
        chunk(FINAL, 0, 2, "first");
        chunk(FINAL, 1, 2, "second");
        store(FINAL, 0, null);
        assertThat(contents(FINAL)).containsExactly("second");
        store(FINAL, 1, null);

        assertThat(snapshots.offsets(0)).isEmpty();
    }

    @Test
    void shouldPassOverASnapshotThatIsTooLargeUntilItIsNot() {
        store(FINAL, 0, new byte[(int) MAX_BYTES]);
        assertThat(snapshots.offsets(0)).containsExactly(7L);
        store(FINAL, 1, new byte[1]);
        assertThat(snapshots.offsets(0)).isEmpty();
        store(FINAL, 0, new byte[1]);
        assertThat(snapshots.offsets(0)).containsExactly(7L);
    }

    @Test
    void shouldIgnoreKeysThatAreNone() {
        snapshots.take(0, null, new byte[1]);
        snapshots.take(1, new byte[] {1}, new byte[1]);
        store(FINAL, SnapshotChunk.MAX_COUNT, new byte[1]);

        assertThat(snapshots.offsets(0)).isEmpty();
    }
}
