package io.tribunal.statestore;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.schemas.codec.SnapshotChunkCodec;
import io.tribunal.schemas.codec.SnapshotKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands in snapshots, and what is to be written so that exactly the states that are kept stand there: what stands there
 * already is not written again, what is not kept any more gets a tombstone. A partition's chunks come before its tombstones.
 */
final class SnapshotRecords {
    private final int schemaId;
    private final Map<SnapshotKey, Hash> standing = new HashMap<>();

    /** One record; without a value it is a tombstone. */
    record Change(SnapshotKey key, Optional<byte[]> value) {}

    SnapshotRecords(int schemaId) {
        this.schemaId = schemaId;
    }

    /** Takes the next record of the topic. */
    void read(byte @Nullable [] key, byte @Nullable [] value) {
        SnapshotKey.decode(key).ifPresent(known -> stand(known, Optional.ofNullable(value)));
    }

    private void stand(SnapshotKey key, Optional<byte[]> value) {
        value.ifPresentOrElse(bytes -> standing.put(key, Hash.sha256(bytes)), () -> standing.remove(key));
    }

    /**
     * What to write so that one more state stands there and no others of its partition than those kept.
     *
     * @param kept the places of the partition's states that stay
     */
    List<Change> changes(int partition, List<SnapshotChunk> chunks, Set<LogPosition> kept) {
        List<Change> changes = new ArrayList<>();
        for (SnapshotChunk chunk : chunks) {
            SnapshotKey key = SnapshotKey.of(chunk);
            byte[] value = SnapshotChunkCodec.encode(schemaId, chunk);
            if (!Hash.sha256(value).equals(standing.get(key))) {
                changes.add(new Change(key, Optional.of(value)));
            }
        }
        standing.keySet().stream()
                .filter(key -> key.place().partition() == partition && !kept.contains(key.place()))
                .forEach(key -> changes.add(new Change(key, Optional.empty())));
        return changes;
    }

    /** The broker has it. */
    void written(Change change) {
        stand(change.key(), change.value());
    }
}
