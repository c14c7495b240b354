package io.tribunal.statestore.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.schemas.codec.SnapshotChunkCodec;
import io.tribunal.schemas.codec.SnapshotKey;
import io.tribunal.statestore.snapshot.SnapshotRecords.Change;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SnapshotRecordsTest {
    private static final Bytes FULL = Bytes.wrap(new byte[SnapshotChunk.MAX_CONTENT]);

    private final SnapshotRecords records = new SnapshotRecords(0);

    private static List<SnapshotChunk> state(int partition, long offset, String end) {
        return List.of(
                new SnapshotChunk(Hash.ZERO, partition, offset, 0, 2, FULL),
                new SnapshotChunk(Hash.ZERO, partition, offset, 1, 2, Bytes.utf8(end)));
    }

    private List<String> write(int partition, long offset, String end, long... kept) {
        List<Change> changes = records.changes(partition, state(partition, offset, end), positions(partition, kept));
        changes.forEach(records::written);
        return changes.stream().map(SnapshotRecordsTest::text).toList();
    }

    private static Set<LogPosition> positions(int partition, long... offsets) {
        return Arrays.stream(offsets)
                .mapToObj(offset -> new LogPosition(partition, offset))
                .collect(Collectors.toSet());
    }

    private static String text(Change change) {
        return (change.value().isPresent() ? "+" : "-")
                + Bytes.wrap(change.key().encode()).toUtf8();
    }

    @Test
    void shouldWriteAllChunksBeforeTombstonesOfStatesThatAreNotKept() {
        assertThat(write(1, 5, "a", 5)).containsExactly("+1/5/0", "+1/5/1");
        assertThat(write(1, 9, "b", 5, 9)).containsExactly("+1/9/0", "+1/9/1");
        assertThat(write(0, 7, "c", 7)).containsExactly("+0/7/0", "+0/7/1");

        List<String> changes = write(1, 12, "d", 9, 12);

        assertThat(changes.subList(0, 2)).containsExactly("+1/12/0", "+1/12/1");
        assertThat(changes.subList(2, 4)).containsExactlyInAnyOrder("-1/5/0", "-1/5/1");
        assertThat(changes).hasSize(4);
        assertThat(write(1, 12, "d", 9, 12)).isEmpty();
    }

    @Test
    void shouldNotRewriteChunksAfterARestart() {
        for (SnapshotChunk chunk : state(1, 5, "a")) {
            records.read(SnapshotKey.of(chunk).encode(), SnapshotChunkCodec.encode(0, chunk));
        }

        assertThat(write(1, 5, "a", 5)).isEmpty();
    }

    @Test
    void shouldCompleteASnapshotThatACrashInterrupted() {
        SnapshotChunk first = state(1, 5, "a").getFirst();
        records.read(SnapshotKey.of(first).encode(), SnapshotChunkCodec.encode(0, first));

        assertThat(write(1, 5, "a", 5)).containsExactly("+1/5/1");
    }

    @Test
    void shouldReplaceForeignRecords() {
        for (SnapshotChunk chunk : state(1, 5, "poison")) {
            records.read(SnapshotKey.of(chunk).encode(), SnapshotChunkCodec.encode(0, chunk));
        }
        records.read(new SnapshotKey(new LogPosition(1, Long.MAX_VALUE / 2), 0).encode(), new byte[] {1});
        records.read(new byte[] {1}, new byte[] {1});

        assertThat(write(1, 5, "a", 5)).containsExactly("+1/5/1", "-1/" + Long.MAX_VALUE / 2 + "/0");
    }

    @Test
    void shouldNotRepeatATombstone() {
        SnapshotChunk first = state(1, 5, "a").getFirst();
        records.read(SnapshotKey.of(first).encode(), SnapshotChunkCodec.encode(0, first));
        records.read(SnapshotKey.of(first).encode(), null);

        assertThat(write(1, 9, "b", 9)).containsExactly("+1/9/0", "+1/9/1");
    }
}
